// The first file of the store's thread. Compiling all the others takes longer than opening the data, so from the second
// start on what was compiled is kept beside the data, where only this user can write.
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { Start } from './worker.ts';

const { directory } = workerData as Start;
if (existsSync(join(directory, 'brink.db'))) enableCompileCache(join(directory, 'compiled'));
await import('./worker.ts');
flushCompileCache();
