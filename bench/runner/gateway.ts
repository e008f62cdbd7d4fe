// The entry of a Node process that reads many answers at once, and loads its packages as npm
// installs them.
import { gatewayTasks } from './gateway-tasks.js';
import { serveTasks } from './serve-tasks.js';

serveTasks(gatewayTasks);
