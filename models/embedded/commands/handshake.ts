import { Long } from 'bson';
import { maxDocumentBytes } from '../bson.ts';
import { CommandError } from '../errors.ts';
import { maxMessageBytes } from '../wire.ts';
import { atOnce, type Call, type Command } from './call.ts';
import { wholeNumber, type Document } from '../values.ts';

/** The release whose behaviour is kept to, and its protocol number. A higher one would invite what is not here. */
const version = '7.0.0';
const wireVersion = 21;

/** What a standalone server says of itself. No `setName`, no `msg`: so drivers start no transactions and no retryable writes. */
function hello({ name, connection }: Call): Document {
  return {
    ...(name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
    helloOk: true,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection,
    minWireVersion: 0,
    maxWireVersion: wireVersion,
    readOnly: false,
    ok: 1,
  };
}

const helloFields = [
  'client',
  'compression',
  'topologyVersion',
  'maxAwaitTimeMS',
  'loadBalanced',
  'backpressure',
  'saslSupportedMechs',
  'speculativeAuthenticate',
  'hostInfo',
  '$query',
  'hello',
  'hostname',
];
const ok = (): Document => ({ ok: 1 });

/** Greetings, sessions and questions about the server. */
export const handshake: { [name: string]: Command } = {
  hello: atOnce(helloFields, hello),
  isMaster: atOnce(helloFields, hello),
  ismaster: atOnce(helloFields, hello),
  ping: atOnce([], ok),
  endSessions: atOnce([], ok),
  refreshSessions: atOnce([], ok),
  buildInfo: atOnce([], buildInfo),
  buildinfo: atOnce([], buildInfo),
  connectionStatus: atOnce(['showPrivileges'], () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
    ok: 1,
  })),
  serverStatus: atOnce([], serverStatus),
  getParameter: atOnce(
    [
      'featureCompatibilityVersion',
      'ttlMonitorSleepSecs',
      'enableTestCommands',
      'authenticationMechanisms',
      'requireApiVersion',
      'allParameters',
    ],
    ({ store }) => ({
      featureCompatibilityVersion: { version: '7.0' },
      ttlMonitorSleepSecs: store.ttlSeconds,
      enableTestCommands: true,
      requireApiVersion: false,
      ok: 1,
    }),
    true,
  ),
  setParameter: atOnce(['ttlMonitorSleepSecs'], setParameter, true),
  configureFailPoint: atOnce(
    ['mode', 'data'],
    ({ store, body }) => (store.failPoints.configure(body), { ok: 1 }),
    true,
  ),
  commitTransaction: atOnce([], refuseTransaction),
  abortTransaction: atOnce([], refuseTransaction),
};

function refuseTransaction(): never {
  throw new CommandError(
    'IllegalOperation',
    'Transaction numbers are only allowed on a replica set member or mongos',
  );
}

function buildInfo(): Document {
  return {
    version,
    versionArray: [7, 0, 0, 0],
    gitVersion: 'embedded',
    modules: ['brink'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: maxDocumentBytes,
    storageEngines: ['sqlite'],
    ok: 1,
  };
}

function serverStatus({ store }: Call): Document {
  return {
    host: 'embedded',
    version,
    process: 'brink',
    pid: Long.fromNumber(process.pid),
    uptime: Math.floor(process.uptime()),
    localTime: new Date(),
    storageEngine: { name: 'sqlite', persistent: true },
    metrics: { cursor: { open: { total: store.cursors.count } } },
    mem: { resident: Math.round(process.memoryUsage.rss() / 1048576) },
    ok: 1,
  };
}

function setParameter({ store, body }: Call): Document {
  const seconds = wholeNumber(body['ttlMonitorSleepSecs']);
  if (seconds === undefined || seconds < 1)
    throw new CommandError('BadValue', 'ttlMonitorSleepSecs must be 1 or more');
  const was = store.ttlSeconds;
  store.ttlSeconds = seconds;
  return { was, ok: 1 };
}
