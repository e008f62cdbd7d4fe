// A process of Node that reads many answers at once, with its packages as npm installs them.
import { gatewayTasks } from './gateway-tasks.js';
import { standReady } from './stand-ready.js';

standReady(gatewayTasks);
