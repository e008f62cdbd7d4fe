// The entry of a process of Node.
import { bodyTasks } from './body-tasks.js';
import { memoryTasks } from './memory-tasks.js';
import { parseTasks } from './parse-tasks.js';
import { profileTasks } from './profile-tasks.js';
import { standReady } from './stand-ready.js';
import { threadTasks } from './thread-task.js';

standReady({ ...bodyTasks, ...parseTasks, ...memoryTasks, ...profileTasks, ...threadTasks });
