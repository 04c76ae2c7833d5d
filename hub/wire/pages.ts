import { tellAdapter } from '#config/adapter.ts';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { RequestHandler } from 'express';

const built = new URL('../../build/handler.js', import.meta.url);

/**
 * The client as it was built by `npm run build`.
 * @throws {Error} when it was not
 */
export async function pagesAsBuilt(): Promise<RequestHandler> {
  if (!existsSync(built)) throw new Error('The client is not built. Run bin/start, or npm run build.');
  tellAdapter();
  const { handler } = (await import(built.href)) as { handler: RequestHandler };
  return handler;
}

/** The client straight from its sources: Vite in the same server, so that hot reload and the hub share one port. */
export async function pagesFromSources(http: Server): Promise<RequestHandler> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    configFile: new URL('../../config/vite.config.ts', import.meta.url).pathname,
    // Read as it stands: a copy that Vite writes and imports would be a change, and `node --watch` starts again.
    configLoader: 'native',
    appType: 'custom',
    server: { middlewareMode: { server: http }, ws: { server: http } },
  });
  return vite.middlewares;
}
