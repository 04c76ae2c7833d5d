import { CommandError, failedToParse, typeMismatch, unsupported } from '../errors.ts';
import { listed, mapped, type Flow } from '../flow.ts';
import { aggregate, compileStages } from '../pipeline/aggregate.ts';
import { writeInto } from '../pipeline/output.ts';
import { chain, type Surroundings } from '../pipeline/stage.ts';
import { compileExpression } from '../query/expression.ts';
import { encode } from '../value/bson.ts';
import { isDocument, isList, truthy, type Document } from '../value/values.ts';
import { collationOf, collectionName, count, environmentOf, hintOf, type Command } from './call.ts';

/** `aggregate`: what a pipeline makes of a collection, or of documents it brings itself. */
export const aggregateCommand: Command = {
  fields: 'pipeline cursor allowDiskUse bypassDocumentValidation collation hint let explain',
  run: (call) => {
    const { store, db, body } = call;
    const { pipeline, cursor } = body;
    if (truthy(body['explain']))
      throw unsupported('aggregate with explain; send it inside an explain command');
    if (!isList(pipeline) || !pipeline.every(isDocument))
      throw typeMismatch("'pipeline' must be an array of documents");
    if (!isDocument(cursor))
      throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
    const around: Surroundings = {
      store,
      db,
      environment: environmentOf(body['let']),
      order: collationOf(body['collation']),
    };
    const last = pipeline.at(-1);
    const writes = last && ('$out' in last || '$merge' in last);
    const reading = writes ? pipeline.slice(0, -1) : pipeline;
    const alone = typeof body['aggregate'] !== 'string';
    const name = alone ? '$cmd.aggregate' : collectionName(call);
    const documents = alone
      ? withoutCollection(reading, around)
      : aggregate(reading, store.catalog.find(db, name), around, hintOf(body['hint']));
    const flow = writes
      ? writeInto(last, documents, around)
      : mapped(documents, (batch) => batch.map(encode));
    return store.cursors.start(`${db}.${name}`, flow, { batchSize: count(cursor['batchSize'], 'batchSize') });
  },
};

/** A pipeline on a database alone has to bring its own documents. */
function withoutCollection([first, ...rest]: Document[], around: Surroundings): Flow<Document> {
  if (first && '$changeStream' in first)
    throw new CommandError('Location40573', 'The $changeStream stage is only supported on replica sets');
  if (!first || !('$documents' in first)) throw unsupported('an aggregation without a collection');
  const documents = compileExpression(first['$documents'], around.environment)({});
  if (!isList(documents) || !documents.every(isDocument))
    throw new CommandError(5858203, '$documents must be an array of objects');
  return chain(compileStages(rest, around))(listed(documents));
}
