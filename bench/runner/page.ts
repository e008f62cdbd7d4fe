// The entry of a page of Chromium.
import { bodyTasks } from './body-tasks.js';
import { parseTasks } from './parse-tasks.js';
import { renderingTasks } from './rendering-tasks.js';
import { responseTasks } from './response-tasks.js';
import { serveTasks } from './serve-tasks.js';

serveTasks({ ...bodyTasks, ...parseTasks, ...renderingTasks, ...responseTasks });
