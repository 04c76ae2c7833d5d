/** Puts a backup back into the data directory of this configuration, as bin/restore FROM. */
import { ownConfig } from '#config';
import { restore } from '#models/database/restore.ts';

const [from] = process.argv.slice(2) as [string];
try {
  const { dataDir, mongodbUri, database } = ownConfig();
  if (mongodbUri) throw new Error('The data are in MongoDB (MONGODB_URI). Put them back with mongorestore.');
  const { made, aside } = await restore(from, dataDir, database);
  console.log(`${dataDir} is as it was at ${made}. Clients read everything anew.`);
  for (const path of aside) console.log(`What was there is kept in ${path}.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
