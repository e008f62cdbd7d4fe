// Preloaded for a server of a guide: makes it listen on a free local port, and sends the port to the test.
import { Server } from 'node:net';

const { listen } = Server.prototype;

/**
 * @this {Server}
 * @param {unknown[]} args
 */
function listenAnywhere(...args) {
  this.once('listening', () => {
    const address = this.address();
    process.send?.(typeof address === 'object' ? address?.port : address);
  });
  const listening = args.filter((argument) => typeof argument === 'function');
  Reflect.apply(listen, this, [{ port: 0, host: '127.0.0.1' }, ...listening]);
  return this;
}

Server.prototype.listen = listenAnywhere;
