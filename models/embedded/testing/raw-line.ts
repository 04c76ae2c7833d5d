import { once } from 'node:events';
import type { Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';

/** A whole message as it goes over the wire; `length` may be a lie. */
export function message(opCode: number, payload: Buffer, length = 16 + payload.length): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, payload]);
}

export function opMsg(body: Uint8Array, flags = 0): Buffer {
  const start = Buffer.alloc(5);
  start.writeUInt32LE(flags, 0);
  return message(2013, Buffer.concat([start, body]));
}

export const command = (document: Document, db = 'test'): Buffer =>
  opMsg(serialize({ ...document, $db: db }));

/** The next answer on a socket: the document in it. */
export async function answered(socket: Socket): Promise<Document> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    if (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0))
      return deserialize(bytes.subarray(21, bytes.readInt32LE(0)));
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
}
