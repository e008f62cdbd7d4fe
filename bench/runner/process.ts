// The entry of a process of Node.
import { bodyTasks } from './body-tasks.js';
import { memoryTasks } from './memory-tasks.js';
import { parseTasks } from './parse-tasks.js';
import { profileTasks } from './profile-tasks.js';
import { serveTasks } from './serve-tasks.js';
import { threadTasks } from './thread-task.js';

serveTasks({ ...bodyTasks, ...parseTasks, ...memoryTasks, ...profileTasks, ...threadTasks });
