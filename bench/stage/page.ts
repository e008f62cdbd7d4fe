// A page of Chromium as a stage.
import { parseTasks } from './parse-tasks.js';
import { responseTasks } from './response-tasks.js';
import { standReady } from './stand-ready.js';

standReady({ ...parseTasks, ...responseTasks });
