import { connect } from 'node:net';

/**
 * Sends bytes as they are and gives what comes back until the other side has said a whole head, or hangs up. For what no well-bred
 * client does: a body announced and not sent, headers that lie.
 * @param from the address on this machine to come from, as 127.0.0.2
 */
export function rawRequest(
  { host = '127.0.0.1', port, from }: { host?: string; port: number; from?: string },
  lines: string[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, ...(from && { localAddress: from }) });
    let heard = '';
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer but: ${heard}`)));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      if (/\r\n\r\n[^]/.test(heard)) socket.destroy();
    });
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}
