// The entry of a Node process that reads many answers at once, and loads its packages as npm
// installs them.
import { gatewayTasks } from './gateway-tasks.js';
import { standReady } from './stand-ready.js';

standReady(gatewayTasks);
