const driver = 'the Node.js driver does not send this, whatever server it talks to';
const runner = 'the Node.js driver has no such operation';
const eq = 'the driver asks for { _id: { $eq: id } }, the test expects { _id: id }';
const subset = 'not in the subset of MongoDB the embedded store offers; it is refused';

/** Tests of MongoDB's specifications that are not run against the embedded store, each with the reason. */
export const excluded: { file: string; test?: string; reason: string }[] = [
  ...['Aggregate with $out', 'BulkWrite', 'FindOneAndReplace', 'FindOneAndUpdate', 'InsertMany'].map(
    (test) => ({
      file: 'bypassDocumentValidation.json',
      test: `${test} passes bypassDocumentValidation: false`,
      reason: driver,
    }),
  ),
  ...['insertOne', 'insertMany', 'bulkWrite'].map((test) => ({
    file: 'create-null-ids.json',
    test: `inserting _id with type null via ${test}`,
    reason: driver,
  })),
  { file: 'listCollectionObjects', reason: runner },
  { file: 'listDatabaseObjects', reason: runner },
  { file: 'mapReduce.json', reason: runner },
  { file: 'gridfs-download-serverErrors.json', reason: eq },
  { file: 'gridfs-download.json', reason: eq },
  {
    file: 'runCursorCommand.json',
    test: 'errors if the command response is not a cursor',
    reason: 'the driver runs the command only when the cursor is read',
  },
  { file: 'db-aggregate.json', reason: `$listLocalSessions: ${subset}` },
  { file: 'db-aggregate-rawdata.json', reason: `$listLocalSessions: ${subset}` },
  { file: 'aggregate-merge-errorResponse.json', reason: `$documents: ${subset}` },
  {
    file: 'estimatedDocumentCount.json',
    test: 'estimatedDocumentCount works correctly on views',
    reason: `views: ${subset}`,
  },
  {
    file: 'findOneAndUpdate-errorResponse.json',
    test: 'findOneAndUpdate document validation errInfo is accessible',
    reason: `validators: ${subset}`,
  },
  { file: 'clustered-indexes.json', reason: `clustered collections: ${subset}` },
  { file: 'timeseries-collection.json', reason: `time series: ${subset}` },
  { file: 'pre_and_post_images.json', reason: `change streams: ${subset}` },
  { file: 'modifyCollection-errorResponse.json', reason: `prepareUnique: ${subset}` },
  {
    file: 'runCursorCommand.json',
    test: 'does not close the cursor when receiving an empty batch',
    reason: `capped collections: ${subset}`,
  },
];

/** Why a test is not run, or undefined when it is. */
export function exclusion(file: string, test: string): string | undefined {
  return excluded.find((row) => file.includes(row.file) && (row.test ?? test) === test)?.reason;
}
