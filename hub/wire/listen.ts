import type { Config } from '#config';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Takes the port of this hub, and gives it.
 * @throws {Error} when the port is in use, with what to do
 */
export function listen(http: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error) => reject(cannotListen(config, error)));
    http.listen(config.port, config.host, () => resolve(portOf(http)));
  });
}

export const portOf = (http: Server): number => (http.address() as AddressInfo).port;

function cannotListen({ host, port }: Config, error: NodeJS.ErrnoException): Error {
  const why = {
    EADDRINUSE: `Port ${port} is in use, perhaps by another Brink. Stop that one, or choose another: PORT=${port + 1} bin/start`,
    EACCES: `Port ${port} is not for ordinary users. Choose one from 1024: PORT=3000`,
    EADDRNOTAVAIL: `HOST=${host} is no address of this machine. Choose one that is, or 0.0.0.0 for all of them.`,
    ENOTFOUND: `HOST=${host} is a name that nobody knows. Choose an address of this machine, or 0.0.0.0 for all of them.`,
  }[error.code ?? ''];
  return why ? new Error(why) : error;
}
