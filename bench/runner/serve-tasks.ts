// Registers the tasks of a runner for its engine: the driver of a page, or the channel of a
// process.
import type { TaskTable, TaskName, TaskOf } from './tasks.js';

export interface Call {
  readonly name: TaskName;
  readonly task: unknown;
}

export type Reply = { readonly result: unknown } | { readonly fault: string };

declare global {
  /** The driver of a page calls this. */
  var runTask: (call: Call) => Promise<unknown>;
}

export function serveTasks(tasks: TaskTable): void {
  globalThis.runTask = async ({ name, task }) => {
    const run = tasks[name];
    if (run === undefined) {
      throw new RangeError(`Expected a task of this runner, got ${name}`);
    }
    return run(task as never);
  };
  if (!('document' in globalThis)) {
    listen();
  }
}

function listen(): void {
  process.on('message', (call: Call) => {
    globalThis.runTask(call).then(
      (result) => reply({ result }),
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
