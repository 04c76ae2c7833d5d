export interface Piece {
  text: string;
  /** Where this piece leads, when it is a link to a page of our own. */
  href?: string;
}

/**
 * A mail's words cut at its links. Only a link to `origin` may be followed, as a path of our own; a demo lives on one
 * machine, which may be called by any of its names.
 */
export const piecesOf = (text: string, origin: string): Piece[] =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .filter(Boolean)
    .map((piece) => {
      const url = URL.parse(piece);
      return url && isOurs(url, new URL(origin))
        ? { text: piece, href: url.pathname + url.search }
        : { text: piece };
    });

const isOurs = (url: URL, here: URL) =>
  url.origin === here.origin || (url.port === here.port && [url, here].every(isThisMachine));

const isThisMachine = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
