// Summarises a CPU profile: the functions in which the samples were taken.

/** As V8 reports it, in a process and in a page. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  /** The ID of the running node in each sample. */
  readonly samples?: readonly number[];
}

export interface SelfTime {
  readonly name: string;
  /** As a part of all samples that are not idle. */
  readonly part: number;
}

/** The largest first. */
export function selfTimesOf({ nodes, samples }: CpuProfile): SelfTime[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const counts = new Map<string, number>();
  let total = 0;
  for (const sample of samples ?? []) {
    const name = names.get(sample) ?? '';
    if (name !== '(idle)') {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      total += 1;
    }
  }
  return [...counts]
    .map(([name, count]) => ({ name, part: count / total }))
    .sort((left, right) => right.part - left.part);
}

function nameOf({
  functionName,
  url,
  lineNumber,
}: CpuProfile['nodes'][number]['callFrame']): string {
  const file = url.split('/').at(-1) ?? '';
  const name = functionName === '' ? '(anonymous)' : functionName;
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`;
}
