import { AsyncLocalStorage } from 'node:async_hooks';
import type { Config } from '#config';
import { offerPageHub, type PageHub } from '#contract/page-hub.ts';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Dispatch } from '../dispatch.ts';
import { addressOf } from '../visit/address.ts';
import { cookieName, originSeen } from '../visit/authenticate.ts';
import type { CreateVisit } from '../visit/create.ts';
import { unavailable } from '../visit/refusal.ts';
import { callerFor } from './caller.ts';

const rendering = new AsyncLocalStorage<PageHub>();
offerPageHub(() => rendering.getStore());

/**
 * Hands a request on to the pages, with what they may rely on: the hub to ask, and how the visitor reached us (SvelteKit's
 * node adapter takes that from headers, config/adapter.ts; they are set on every request, so that nobody brings his own).
 */
export const renderWith =
  (
    hub: { config: Config; log: Logger; visit: CreateVisit; dispatch: Dispatch },
    pages: RequestHandler,
  ): RequestHandler =>
  (request, response, next) => {
    const seen = new URL(originSeen(hub.config, request.headers));
    request.headers['x-forwarded-proto'] = seen.protocol.slice(0, -1);
    request.headers['x-forwarded-host'] = seen.host;
    return rendering.run(pageHubFor(hub, request), () => pages(request, response, next));
  };

function pageHubFor(
  { config, log, visit, dispatch }: Parameters<typeof renderWith>[0],
  request: Request,
): PageHub {
  const address = addressOf(config, request);
  return {
    async ask(command, asks, locale) {
      try {
        const caller = await callerFor(config, request.headers, address, command);
        const context = visit(caller.person ? caller : { ...caller, locale });
        return (await dispatch(context, command, asks)) as never;
      } catch (error) {
        log.error({ err: error, command }, 'a page could not ask');
        return unavailable().toAnswer(locale);
      }
    },
    sessionCookie: cookieName(config.publicUrl.startsWith('https:')),
  };
}
