// The tasks of all runners. Each runner has those that its engine supports.
import type { bodyTasks } from './body-tasks.js';
import type { coldTasks } from './cold-task.js';
import type { gatewayTasks } from './gateway-tasks.js';
import type { memoryTasks } from './memory-tasks.js';
import type { parseTasks } from './parse-tasks.js';
import type { profileTasks } from './profile-tasks.js';
import type { renderingTasks } from './rendering-tasks.js';
import type { responseTasks } from './response-tasks.js';
import type { threadTasks } from './thread-task.js';

export type Tasks = typeof parseTasks &
  typeof responseTasks &
  typeof bodyTasks &
  typeof renderingTasks &
  typeof coldTasks &
  typeof gatewayTasks &
  typeof memoryTasks &
  typeof profileTasks &
  typeof threadTasks;

export type TaskName = keyof Tasks;
export type TaskOf<Name extends TaskName> = Parameters<Tasks[Name]>[0];
export type ResultOf<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>;

/** The tasks of a runner by their names. */
export type TaskTable = Partial<Record<string, (task: never) => Promise<unknown>>>;
