import { CommandError } from '../errors.ts';
import { steps } from '../value/path.ts';
import { isDocument, isList, setField, type Document } from '../value/values.ts';
import { compileExpression, type Environment, type Expression } from './expression.ts';
import { compileProjection } from './project.ts';

/** A stage that makes one document of one document. */
export type Transform = (document: Document) => Document;

/** The transform of a stage, or undefined when the stage is of another kind. */
export function compileTransform(
  stage: string,
  operand: unknown,
  environment: Partial<Environment>,
): Transform | undefined {
  switch (stage) {
    case '$set':
    case '$addFields':
      return addFields(operand, environment, stage);
    case '$unset':
      return unset(operand);
    case '$project':
      return projecting(operand, environment);
    case '$replaceRoot':
      return replaceRoot((operand as Document)['newRoot'], environment);
    case '$replaceWith':
      return replaceRoot(operand, environment);
  }
  return undefined;
}

/** A set of fields to compute, as a tree. */
type Tree = Map<string, Tree | Expression>;

function addFields(operand: unknown, environment: Partial<Environment>, stage: string): Transform {
  if (!isDocument(operand)) throw new CommandError(40272, `${stage} specification stage must be an object`);
  const tree = treeOf(operand, environment);
  return (document) => added(document, tree, document) as Document;
}

/** `{ a: { b: … } }` and `{ 'a.b': … }` both mean the field b of a. */
function treeOf(operand: Document, environment: Partial<Environment>): Tree {
  const tree: Tree = new Map();
  for (const [path, value] of Object.entries(operand)) {
    const names = steps(path);
    let level = tree;
    for (const name of names.slice(0, -1)) {
      const branch = level.get(name);
      const deeper: Tree = typeof branch === 'object' ? branch : new Map<string, never>();
      level.set(name, deeper);
      level = deeper;
    }
    const nested =
      isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]!.startsWith('$');
    level.set(names.at(-1)!, nested ? treeOf(value, environment) : compileExpression(value, environment));
  }
  return tree;
}

function added(value: unknown, tree: Tree, root: Document): unknown {
  if (isList(value)) return value.map((element) => added(element, tree, root));
  const result: Document = isDocument(value) ? { ...value } : {};
  for (const [name, part] of tree) {
    const computed = part instanceof Map ? added(result[name], part, root) : part(root);
    if (computed === undefined) delete result[name];
    else setField(result, name, computed);
  }
  return result;
}

function unset(operand: unknown): Transform {
  const paths = isList(operand) ? operand : [operand];
  if (paths.length === 0 || paths.some((path) => typeof path !== 'string' || path === ''))
    throw new CommandError(
      31002,
      '$unset specification must be a string or an array with at least one string',
    );
  return compileProjection(Object.fromEntries(paths.map((path) => [path, false])), {}, false)!;
}

function projecting(operand: unknown, environment: Partial<Environment>): Transform {
  const projection = compileProjection(operand, environment, false);
  if (!projection) throw new CommandError(51272, '$project specification must have at least one field');
  return projection;
}

function replaceRoot(operand: unknown, environment: Partial<Environment>): Transform {
  const expression = compileExpression(operand, environment);
  return (document) => {
    const root = expression(document);
    if (!isDocument(root)) throw new CommandError(40228, "'newRoot' expression must evaluate to an object");
    return root;
  };
}
