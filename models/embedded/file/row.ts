import { decode } from '../value/bson.ts';
import type { Document } from '../value/values.ts';

/** A stored document: its row, its bytes, and its values once somebody asks for them. */
export class Row {
  readonly r: number;
  readonly bytes: Uint8Array;
  #document: Document | undefined;

  constructor(r: number, bytes: Uint8Array) {
    this.r = r;
    this.bytes = bytes;
  }

  get document(): Document {
    return (this.#document ??= decode(this.bytes));
  }
}
