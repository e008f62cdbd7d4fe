// Offers a stage's tasks to who directs it: to the driver of a page, or over the channel of a process.
import type { Performing, TaskName, TaskOf } from './tasks.js';

export interface Call {
  readonly name: TaskName;
  readonly task: unknown;
}

export type Reply = { readonly answer: unknown } | { readonly fault: string };

declare global {
  /** Found in a page by its driver. */
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

/** A call whose task is that of its name. */
export const callOf = <Name extends TaskName>(name: Name, task: TaskOf<Name>): Call => ({
  name,
  task,
});
