import type { Config } from '#config';
import type { IncomingHttpHeaders } from 'node:http';
import { isSameForAll } from '../dispatch.ts';
import { authenticate, guestOf, type Caller } from '../visit/authenticate.ts';

/**
 * Who asks this over HTTP. For what is the same for everybody nobody is looked up, so that it needs no database.
 * @param address of the visitor, for a guest's rates
 */
export async function callerFor(
  config: Config,
  headers: IncomingHttpHeaders,
  address: string,
  command: string,
): Promise<Caller> {
  return isSameForAll(command) ? guestOf(headers, address) : authenticate(config, headers, address);
}
