// The entry of a page or a process that has loaded nothing yet.
import { coldTasks } from './cold-task.js';
import { standReady } from './stand-ready.js';

standReady(coldTasks);
