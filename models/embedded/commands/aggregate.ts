import { aggregate, chain, compileStages, type Surroundings } from '../aggregate.ts';
import { encode } from '../bson.ts';
import type { Work } from '../committer.ts';
import { CommandError, unsupported } from '../errors.ts';
import { compileExpression } from '../expression.ts';
import { listed, mapped, type Flow } from '../flow.ts';
import { writeInto } from '../output.ts';
import { isDocument, truthy, type Document } from '../values.ts';
import { collationOf, collectionName, count, environmentOf, type Call, type Command } from './call.ts';
import { hintOf } from './find.ts';

export const aggregateCommand: Command = {
  fields: [
    'pipeline',
    'cursor',
    'allowDiskUse',
    'bypassDocumentValidation',
    'collation',
    'hint',
    'let',
    'explain',
  ],
  *run(call: Call): Work {
    const { store, db, body } = call;
    if (truthy(body['explain']))
      throw unsupported('aggregate with explain; send it inside an explain command');
    const pipeline = body['pipeline'];
    if (!Array.isArray(pipeline) || !pipeline.every(isDocument))
      throw new CommandError('TypeMismatch', "'pipeline' must be an array of documents");
    if (!isDocument(body['cursor']))
      throw new CommandError(
        'FailedToParse',
        "The 'cursor' option is required, except for aggregate with the explain argument",
      );
    const name = typeof body['aggregate'] === 'string' ? collectionName(call) : '$cmd.aggregate';
    const around: Surroundings = {
      store,
      db,
      environment: environmentOf(body['let']),
      order: collationOf(body['collation']),
    };
    const last = pipeline.at(-1);
    const writes = last !== undefined && ('$out' in last || '$merge' in last);
    const rest = writes ? pipeline.slice(0, -1) : pipeline;
    const documents =
      typeof body['aggregate'] === 'string'
        ? aggregate(rest, store.collection(db, name), around, hintOf(body['hint']))
        : withoutCollection(rest, around);
    const batchSize = count(body['cursor']['batchSize'], 'batchSize');
    return yield* store.cursors.start(
      `${db}.${name}`,
      writes ? writeInto(last, documents, around) : mapped(documents, (batch) => batch.map(encode)),
      batchSize,
      false,
    );
  },
};

/** A pipeline on a database alone has to bring its own documents. */
function withoutCollection([first, ...rest]: Document[], around: Surroundings): Flow<Document> {
  if (first && '$changeStream' in first)
    throw new CommandError('Location40573', 'The $changeStream stage is only supported on replica sets');
  if (!first || !('$documents' in first)) throw unsupported('an aggregation without a collection');
  const documents = compileExpression(first['$documents'], around.environment)({});
  if (!Array.isArray(documents) || !documents.every(isDocument))
    throw new CommandError(5858203, '$documents must be an array of objects');
  return chain(compileStages(rest, around))(listed(documents));
}
