/** Copies the data of this configuration, as bin/backup TO. */
import { ownConfig } from '#config';
import { backUp } from '#models/database/backup.ts';

const [to] = process.argv.slice(2) as [string];
try {
  const { dataDir, secret, mongodbUri } = ownConfig();
  if (mongodbUri) throw new Error('The data are in MongoDB (MONGODB_URI). Back them up with mongodump.');
  const { counts, hasSecret } = await backUp(dataDir, secret, to);
  const documents = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`${to} holds ${documents} documents in ${Object.keys(counts).length} collections, checked.`);
  console.log(
    hasSecret
      ? 'The secret of this installation is in it: keep it as private as the data.'
      : 'The secret is not in it, since SECRET is set: keep SECRET too, or nobody can sign in after a restore.',
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
