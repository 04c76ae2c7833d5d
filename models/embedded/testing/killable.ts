// A process that is nothing but a store, to be killed: node killable.ts DIRECTORY. Prints its address.
import { flushCompileCache } from 'node:module';
import { startEmbedded } from '../index.ts';

const { uri } = await startEmbedded({ directory: process.argv[2]! });
console.log(uri);
// It will not live to do so at its end.
flushCompileCache();
