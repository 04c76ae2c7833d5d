import mongoose from 'mongoose';

const { mongo } = mongoose;

/**
 * Why a MongoDB cannot be used, in a sentence that says what to do. It holds no more of the address than where the servers
 * are: the rest may be a password.
 * @param error of the driver; any other is given back as it is
 * @param uri the address that was tried
 */
export function whyNoDatabase(error: unknown, uri: string): unknown {
  if (!(error instanceof Error)) return error;
  const sentence = ofAddress(error) ?? ofSignIn(error) ?? ofName(error) ?? ofServers(error, uri);
  return sentence === undefined ? error : new Error(`${sentence} (MONGODB_URI).`, { cause: error });
}

/**
 * @throws {Error} a sentence, when the server is no member of a replica set. Of our own store one is enough: it acknowledges
 *     nothing that is not on the disk.
 */
export async function refuseAlone(admin: mongoose.mongo.Db, uri: string): Promise<void> {
  const { setName, msg } = await admin.command({ hello: 1 });
  if (setName !== undefined || msg === 'isdbgrid') return;
  const { modules } = await admin.command({ buildInfo: 1 });
  if (Array.isArray(modules) && modules.includes('brink')) return;
  throw new Error(
    `The MongoDB at ${hostsOf(uri)} is no replica set, and Brink acknowledges only what the majority of one has on disk. ${initiate}, and add ?replicaSet=brink (MONGODB_URI).`,
  );
}

const initiate = 'Start mongod with --replSet brink, run rs.initiate() once in mongosh (one member will do)';

function ofAddress(error: Error): string | undefined {
  // The package that takes addresses apart has an error of its own, by the same name.
  if (!(error instanceof mongo.MongoDriverError || error.name === 'MongoParseError')) return undefined;
  // What could not be taken apart is not shown: there may be half a password in it.
  const what = /parse|malformed/i.test(error.message) ? '' : `: ${error.message}`;
  return `The address of MongoDB cannot be used${what}. It looks like mongodb://user:password@db1:27017,db2:27017/?replicaSet=brink, and in a password : / ? # [ ] @ % are written as %3A %2F %3F %23 %5B %5D %40 %25`;
}

function ofSignIn(error: Error): string | undefined {
  if (!(error instanceof mongo.MongoServerError)) return undefined;
  if (error.code === 18 || error.code === 8000)
    return 'MongoDB does not let Brink in: the name or the password is wrong, or this user is kept in another database than authSource says';
  if (error.code === 13)
    return 'MongoDB does not let Brink work there: give a user and a password, and give that user the role readWrite on the database of MONGODB_DATABASE';
  return undefined;
}

const unknownName = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL']);

/** A name that nobody knows: of a server, or of the record that says where the servers are (mongodb+srv). */
function ofName(error: Error): string | undefined {
  const lost = [error as Failure, ...failures(error)].find(({ code }) => unknownName.has(code ?? ''));
  if (!lost) return undefined;
  const name = lost.hostname ?? /\S+$/.exec(lost.message)?.[0] ?? '';
  return `This machine does not know where ${name.replace(/^_mongodb\._tcp\./, '')} is. Look for a typo in the name of the MongoDB server, and whether names are found here at all`;
}

function ofServers(error: Error, uri: string): string | undefined {
  const servers = serversOf(error);
  if (!servers) return undefined;
  const at = hostsOf(uri);
  const set = /[?&]replicaSet=([^&]+)/i.exec(uri)?.[1];
  const types = servers.map(({ type }) => type);
  if (types.includes('RSGhost'))
    return `The MongoDB at ${at} belongs to a replica set that was not begun. Run rs.initiate() once in mongosh`;
  if (set !== undefined && servers.length === 0)
    return `The MongoDB at ${at} is no member of the replica set ${set}. ${initiate}, or say the name its set has`;
  if (types.includes('RSSecondary'))
    return `The replica set at ${at} has no primary: start the other members, since more than half of them have to run`;
  const reason = failures(error)[0]?.message ?? error.message;
  return `MongoDB does not answer at ${at}: ${reason}. Start it, and look whether this machine may reach it (bindIp, firewall, TLS)`;
}

type Failure = Error & { code?: string | undefined; hostname?: string };
type Server = { type: string; error: Error | null };

/** Selecting a server failed: what is known of each. */
function serversOf(error: Error): Server[] | undefined {
  const { reason } = error as { reason?: { servers?: Map<string, Server> } };
  return reason?.servers && [...reason.servers.values()];
}

/** What the system says of the lines to the servers. */
function failures(error: Error): Failure[] {
  return (serversOf(error) ?? []).flatMap((server) => (server.error?.cause as Failure | undefined) ?? []);
}

const hostsOf = (uri: string): string => /^[^/]+\/\/(?:[^/?]*@)?([^/?]*)/.exec(uri)?.[1] ?? '';
