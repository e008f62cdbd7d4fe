// The entry of a page or a process that has loaded nothing yet.
import { coldTasks } from './cold-task.js';
import { serveTasks } from './serve-tasks.js';

serveTasks(coldTasks);
