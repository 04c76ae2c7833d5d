import type { Config } from '#config';
import { isLoopback } from '#config/origin.ts';
import { largestForm, largestFrame } from '#config/limits.ts';
import type { Answer } from '#contract';
import { statusOf } from '#contract/command.ts';
import { isReachable as databaseAnswers } from '#models/database/connect.ts';
import * as people from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import { timingSafeEqual } from 'node:crypto';
import compression from 'compression';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { addressOf } from '../visit/address.ts';
import type { Dispatch } from '../dispatch.ts';
import { atMost, formsOnly } from './body-limits.ts';
import { asyncapi, openapi } from './api-docs.ts';
import { callerFor } from './caller.ts';
import { renderWith } from './render.ts';
import { cookieName, isForeign } from '../visit/authenticate.ts';
import type { Metrics } from '../visit/metrics.ts';
import { forbidden, invalid, missing, tooLarge, unavailable, Refusal } from '../visit/refusal.ts';
import type { CreateVisit } from '../visit/create.ts';

export type WebParts = {
  config: Config;
  log: Logger;
  metrics: Metrics;
  visit: CreateVisit;
  dispatch: Dispatch;
  draining: () => boolean;
  /** What this hub goes on without for now. */
  degraded: () => string[];
};

/** Everything over HTTP except the pages: commands, the demo's sign-in, health, the descriptions of the contract. */
export function createWeb(hub: WebParts, pages: RequestHandler | undefined) {
  const app = express();
  app.set('trust proxy', hub.config.trustProxy);
  app.disable('x-powered-by');
  // The pages bring a policy of their own, with a nonce per answer.
  app.use(
    helmet({
      contentSecurityPolicy: false,
      strictTransportSecurity: hub.config.publicUrl.startsWith('https:'),
      // Helmet's own no-referrer makes browsers send `Origin: null` with a plain form, which then counts as a stranger's.
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  app.use(timed(hub.log));
  health(app, hub);
  app.use(['/api', '/demo/sign-in'], noForeigners(hub.config), atMost(largestFrame));
  app.use(atMost(largestForm));
  app.use('/api', express.json({ limit: largestFrame, type: 'application/json' }));
  app.post('/api/:command', asked(hub));
  app.use('/api', () => {
    throw missing();
  });
  app.post(
    '/demo/sign-in',
    express.json({ limit: largestFrame }),
    express.urlencoded({ limit: largestFrame, extended: false }),
    demoSignIn(hub),
  );
  app.use(compression());
  app.get('/asyncapi.json', (_request, response) => void response.json(asyncapi));
  app.get('/openapi.json', (_request, response) => void response.json(openapi));
  if (pages) app.use(formsOnly, renderWith(hub, pages));
  app.use(refused(hub.log));
  return app;
}

function health(app: express.Express, { config, metrics, draining, degraded }: WebParts): void {
  app.get('/healthz', (_request, response) => void response.json({ alive: true }));
  app.get('/readyz', async (_request, response) => {
    const ready = !draining() && (await databaseAnswers());
    const without = degraded();
    // A hub that goes on without something still serves: a balancer that took it away would take all hubs away at once.
    response.status(ready ? 200 : 503).json({ ready, ...(without.length > 0 && { degraded: without }) });
  });
  app.get('/metrics', async (request, response) => {
    if (!mayMeasure(config, request)) throw missing();
    response.type(metrics.type).send(await metrics.text());
  });
}

/**
 * Who shows the token; without one, who knocks from this machine. Never by a header, which anybody can write, and not where people
 * come through a proxy: it may stand on this machine, and then everybody seems to.
 */
function mayMeasure({ metricsToken, publicUrl }: Config, { headers, socket }: Request): boolean {
  if (metricsToken) return same(headers.authorization ?? '', `Bearer ${metricsToken}`);
  const isDirect =
    isLoopback(new URL(publicUrl).hostname.replace(/[[\]]/g, '')) && !proxied.some((name) => name in headers);
  return isDirect && isLoopback((socket.remoteAddress ?? '').replace('::ffff:', ''));
}

/** What proxies leave in a request. */
const proxied = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

const noForeigners =
  (config: Config): RequestHandler =>
  (request, _response, next) => {
    if (isForeign(config, request.headers)) throw forbidden();
    next();
  };

/** `POST /api/<command>` with what is asked as JSON: the same wrapper as over the socket. */
const asked =
  (hub: WebParts): RequestHandler<{ command: string }> =>
  async (request, response) => {
    if (!request.is('application/json')) throw invalid({ nl: 'Stuur JSON.', en: 'Send JSON.' });
    const { command } = request.params;
    const caller = await callerFor(hub.config, request.headers, addressOf(hub.config, request), command);
    reply(response, await hub.dispatch(hub.visit(caller), command, request.body));
  };

function reply(response: Response, answer: Answer<unknown>): void {
  response.set('Cache-Control', 'no-store, private').set('Vary', 'Cookie');
  response.status(answer.ok ? 200 : statusOf[answer.code]).json(answer);
}

const demoSignIn =
  ({ config }: WebParts): RequestHandler =>
  async (request, response) => {
    const person = config.demo
      ? await people.byId(String((request.body as { person?: unknown })?.person))
      : null;
    if (!person?.demo) throw missing();
    const { secret, session } = await sessions.start(
      person._id,
      request.headers['user-agent']?.slice(0, 200) ?? '',
    );
    const secure = config.publicUrl.startsWith('https:');
    response.cookie(cookieName(secure), secret, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
      expires: session.expires,
    });
    if (request.is('application/json')) response.json({ ok: true, value: { person: person._id } });
    else response.redirect(303, '/channels');
  };

/** One line per request, without query, cookie or words. */
const timed =
  (log: Logger): RequestHandler =>
  (request, response, next) => {
    const started = performance.now();
    response.on('finish', () => {
      const ms = Math.round(performance.now() - started);
      log.debug({ method: request.method, path: request.path, status: response.statusCode, ms }, 'answered');
    });
    next();
  };

const refused =
  (log: Logger) =>
  (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error);
    const refusal = refusalOf(error);
    if (refusal.code === 'UNAVAILABLE') log.error({ err: error, path: request.path }, 'a request failed');
    reply(response, refusal.toAnswer('nl'));
  };

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { status: code } = error as { status?: number };
  if (code === 413) return tooLarge();
  if (code !== undefined && code < 500)
    return invalid({ nl: 'Dit is geen goede aanvraag.', en: 'This is not a proper request.' });
  return unavailable();
}

function same(shown: string, expected: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
