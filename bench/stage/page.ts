// The entry of a page of Chromium.
import { bodyTasks } from './body-tasks.js';
import { parseTasks } from './parse-tasks.js';
import { renderingTasks } from './rendering-tasks.js';
import { responseTasks } from './response-tasks.js';
import { standReady } from './stand-ready.js';

standReady({ ...bodyTasks, ...parseTasks, ...renderingTasks, ...responseTasks });
