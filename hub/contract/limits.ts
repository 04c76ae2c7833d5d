/** Limits that both sides must know of: the hub to refuse, the pages to say so beforehand. */

/** Of a message in a channel, in UTF-16 code units. */
export const maxMessageLength = 4_000;

/** How long after it was said a message can be changed, in ms. */
export const editMs = 15 * 60_000;
