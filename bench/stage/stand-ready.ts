// Registers the tasks of a runner for its engine: the driver of a page, or the channel of a
// process.
import type { Performing, TaskName, TaskOf } from './tasks.js';

export interface Call {
  readonly name: TaskName;
  readonly task: unknown;
}

export type Reply = { readonly answer: unknown } | { readonly fault: string };

declare global {
  /** The driver of a page calls this. */
  var perform: (call: Call) => Promise<unknown>;
}

export function standReady(tasks: Performing): void {
  globalThis.perform = async ({ name, task }) => {
    const perform = tasks[name];
    if (perform === undefined) {
      throw new RangeError(`Expected a task of this stage, got ${name}`);
    }
    return perform(task as never);
  };
  if (!('document' in globalThis)) {
    listen();
  }
}

function listen(): void {
  process.on('message', (call: Call) => {
    globalThis.perform(call).then(
      (answer) => reply({ answer }),
      (fault: unknown) => reply({ fault: fault instanceof Error ? (fault.stack ?? '') : 'thrown' }),
    );
  });
}

function reply(reply: Reply): void {
  process.send?.(reply);
}

/** A call whose argument is that of its task. */
export const callOf = <Name extends TaskName>(name: Name, task: TaskOf<Name>): Call => ({
  name,
  task,
});
