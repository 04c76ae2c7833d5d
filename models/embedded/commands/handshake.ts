import { Long } from 'bson';
import { badValue } from '../errors.ts';
import { maxDocumentBytes } from '../value/bson.ts';
import { wholeNumber, type Document } from '../value/values.ts';
import { mechanism } from '../wire/sign-in.ts';
import { maxMessageBytes } from '../wire/wire.ts';
import { noTransactions, type Call, type Command, type Commands } from './call.ts';
import { mostWrites } from './write.ts';

/** The release whose behaviour is kept to, and its protocol number. A higher one would invite what is not here. */
const version = '7.0.0';
const wireVersion = 21;

const hello: Command = {
  fields:
    'client compression topologyVersion maxAwaitTimeMS loadBalanced backpressure saslSupportedMechs speculativeAuthenticate helloOk',
  stranger: true,
  // No `setName` and no `msg`: this is a standalone, so drivers begin no transactions and no retryable writes.
  run: ({ name, connection, body, signIn }) => ({
    [name === 'hello' ? 'isWritablePrimary' : 'ismaster']: true,
    helloOk: true,
    maxBsonObjectSize: maxDocumentBytes,
    maxMessageSizeBytes: maxMessageBytes,
    maxWriteBatchSize: mostWrites,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: connection,
    minWireVersion: 0,
    maxWireVersion: wireVersion,
    readOnly: false,
    ...(signIn && 'saslSupportedMechs' in body && { saslSupportedMechs: [mechanism] }),
    ...signIn?.greet(body),
    ok: 1,
  }),
};

const nothing: Command = { fields: '', run: () => ({ ok: 1 }) };

const transaction: Command = {
  fields: '',
  run: () => {
    throw noTransactions();
  },
};

const buildInfo: Command = {
  fields: '',
  stranger: true,
  run: () => ({
    version,
    versionArray: [7, 0, 0, 0],
    modules: ['brink'],
    bits: 64,
    maxBsonObjectSize: maxDocumentBytes,
    ok: 1,
  }),
};

/** Greetings, sessions and questions about the server. */
export const handshake: Commands = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: { ...nothing, stranger: true },
  endSessions: nothing,
  refreshSessions: nothing,
  commitTransaction: transaction,
  abortTransaction: transaction,
  buildInfo,
  buildinfo: buildInfo,
  connectionStatus: {
    fields: 'showPrivileges',
    stranger: true,
    run: ({ signIn }) => {
      const authenticatedUsers = signIn?.user === undefined ? [] : [{ user: signIn.user, db: 'admin' }];
      return { authInfo: { authenticatedUsers, authenticatedUserRoles: [] }, ok: 1 };
    },
  },
  serverStatus: { fields: '', run: serverStatus },
  getParameter: {
    fields: 'ttlMonitorSleepSecs featureCompatibilityVersion',
    admin: true,
    run: ({ store }) => ({
      ttlMonitorSleepSecs: store.ttlSeconds,
      featureCompatibilityVersion: { version: '7.0' },
      ok: 1,
    }),
  },
  setParameter: { fields: 'ttlMonitorSleepSecs', admin: true, run: setParameter },
  configureFailPoint: {
    fields: 'mode data',
    admin: true,
    run: ({ store, body }) => {
      store.failPoints.configure(body);
      return { ok: 1 };
    },
  },
};

function serverStatus({ store }: Call): Document {
  return {
    version,
    process: 'brink',
    pid: Long.fromNumber(process.pid),
    uptime: Math.floor(process.uptime()),
    localTime: new Date(),
    storageEngine: { name: 'sqlite', persistent: true },
    metrics: { cursor: { open: { total: store.cursors.count } } },
    ok: 1,
  };
}

function setParameter({ store, body }: Call): Document {
  const seconds = wholeNumber(body['ttlMonitorSleepSecs']);
  if (seconds === undefined || seconds < 1) throw badValue('ttlMonitorSleepSecs must be 1 or more');
  const was = store.ttlSeconds;
  store.ttlSeconds = seconds;
  return { was, ok: 1 };
}
