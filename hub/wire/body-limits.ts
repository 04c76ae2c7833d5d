import type { RequestHandler } from 'express';
import { invalid, tooLarge } from '../visit/refusal.ts';

/** So long somebody who sent too much may go on sending, in milliseconds: cut off at once, he would not get to read why. */
const lingerMs = 1_000;

/**
 * Refuses a body that is too large before it is read, and one that does not say how large it is (RFC 9110 §15.5.12), which every
 * browser and `fetch` with a text does.
 */
export const atMost =
  (bytes: number): RequestHandler =>
  (request, response, next) => {
    const isUntold = request.headers['transfer-encoding'] !== undefined;
    if (!isUntold && Number(request.headers['content-length'] ?? 0) <= bytes) return next();
    response.once('finish', () => {
      setTimeout(() => request.complete || request.destroy(), lingerMs).unref();
    });
    next(isUntold ? sizeUntold() : tooLarge());
  };

/** Pages are sent forms, and nothing else. A form as plain text is how other sites get round a browser's own rules. */
export const formsOnly: RequestHandler = (request, _response, next) => {
  const isForm = request.is(['application/x-www-form-urlencoded', 'multipart/form-data']) !== false;
  const hasBody =
    request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0';
  next(isForm || !hasBody ? undefined : notAForm());
};

const sizeUntold = () =>
  invalid({
    nl: 'Zeg vooraf hoe groot het is (Content-Length).',
    en: 'Say beforehand how large it is (Content-Length).',
  });

const notAForm = () => invalid({ nl: 'Stuur dit als formulier.', en: 'Send this as a form.' });
