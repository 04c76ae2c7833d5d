/** Rules of the house about the shape of code, beside those of architecture.ts. Each returns the faults as sentences. */
import ts from 'typescript';
import { importsOf, isCode, resolve, roomOf, scriptOf, type File } from './architecture.ts';

const maxFunctionLines = 40;
const maxParameters = 4;

/** Files that need each other before either is there. */
export function importCircles(files: File[], aliases: Record<string, string>): string[] {
  const code = files.filter((file) => isCode(file) && !isTest(file));
  const known = new Set(code.map(({ path }) => path));
  const imports = new Map(
    code.map((file) => [
      file.path,
      importsOf(file)
        .map((specifier) => resolve(file.path, specifier, aliases))
        .filter((target) => known.has(target)),
    ]),
  );
  return connected(imports).map((circle) => `${circle.sort().join(', ')} import each other`);
}

/** The groups of more than one in which everybody reaches everybody (Tarjan 1972). */
function connected(edges: Map<string, string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;

  function visit(node: string): void {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      if (open.includes(next)) lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
    }
    if (lowest.get(node) !== order.get(node)) return;
    const group = open.splice(open.indexOf(node));
    if (group.length > 1) found.push(group);
  }
}

/** Functions longer than fit on a screen, and those that take more than one remembers. Tests and what tests use may. */
export function largeFunctions(files: File[]): string[] {
  return files
    .filter((file) => isCode(file) && !isTest(file) && !isBeside(file))
    .flatMap((file) => functionsIn(file).flatMap((one) => faultsOf(file, one)));
}

function faultsOf({ path }: File, { name, lines, parameters }: FunctionShape): string[] {
  const isStore = path.startsWith('models/embedded/');
  return [
    ...(lines > maxFunctionLines ? [`${path}: ${name} has ${lines} lines`] : []),
    ...(parameters > maxParameters && !isStore ? [`${path}: ${name} takes ${parameters} parameters`] : []),
  ];
}

type FunctionShape = { name: string; lines: number; parameters: number };

function functionsIn(file: File): FunctionShape[] {
  const source = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true);
  const found: FunctionShape[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const [from, to] = [node.getStart(source), node.end].map(
        (at) => source.getLineAndCharacterOfPosition(at).line,
      );
      found.push({ name: nameOf(node), lines: to! - from! + 1, parameters: node.parameters.length });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function nameOf(node: ts.SignatureDeclaration): string {
  const { parent } = node;
  const named =
    node.name ??
    (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : undefined);
  return named?.getText() ?? 'a function';
}

/** Names that two files of a room export: whoever reads one must look up which. */
export function sameNames(files: File[]): string[] {
  const owners = new Map<string, string[]>();
  for (const file of files.filter((one) => isCode(one) && !isTest(one) && !isCalledByPlace(one))) {
    for (const name of exportsOf(file).filter((one) => !givenNames.has(one))) {
      const key = `${roomOf(file.path)} ${name}`;
      owners.set(key, [...(owners.get(key) ?? []), file.path]);
    }
  }
  return [...owners]
    .filter(([, paths]) => paths.length > 1)
    .map(([key, paths]) => `${key} stands in ${paths.join(' and ')}`);
}

/** What SvelteKit looks for in a route, and the parts that every feature brings to the contract. */
const givenNames = new Set(['load', 'actions', 'GET', 'POST', 'commands', 'facts']);

/** Models are called by the name of their file, texts by that of their language; tests and benches stand alone. */
const isCalledByPlace = ({ path }: File): boolean =>
  roomOf(path) === undefined || /^(models|client\/lib\/text|test|bench|docs)\//.test(path);

/** Imports of a model's functions by their own names: `memberships.add()` says what `add()` does not. */
export function unnamedModels(files: File[], aliases: Record<string, string>): string[] {
  return files
    .filter((file) => /^(hub|bin)\//.test(file.path) && file.path.endsWith('.ts') && !isTest(file))
    .flatMap((file) => {
      const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true);
      return source.statements
        .filter(ts.isImportDeclaration)
        .filter(({ importClause }) => importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword)
        .filter(
          ({ importClause }) => importClause?.namedBindings && ts.isNamedImports(importClause.namedBindings),
        )
        .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text)
        .filter((specifier) => isModel(resolve(file.path, specifier, aliases)))
        .map((specifier) => `${file.path} does not call ${specifier} by name`);
    });
}

const isModel = (path: string): boolean => /^models\/(?!database\/|embedded\/)/.test(path);

/** Tests on the kind of a channel, or on its name: the table of kinds has a trait for it, ids.ts takes names apart. */
export function kindTests(files: File[]): string[] {
  const kinds = '(theme|interest|group|direct|inbox|crisis|project)';
  const isTested = new RegExp(
    `kind [!=]== '${kinds}'|\\['${kinds}'[^\\]]*\\]\\.includes\\(|\`${kinds}-\\$|startsWith\\('${kinds}-|/\\^\\(?(inbox|direct|street|village)`,
  );
  return files
    .filter((file) => /^(hub|models|bots|client)\//.test(file.path) && isCode(file) && !isTest(file))
    .filter(({ path }) => !/^hub\/contract\/(channel-kinds|ids)\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => isTested.test(line))
        .map((line) => `${path} tests a kind: ${line.trim()}`),
    );
}

function exportsOf(file: File): string[] {
  const source = ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest, true);
  const names = source.statements.flatMap((statement) => {
    if (!ts.canHaveModifiers(statement)) return [];
    const isExported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(source));
    return 'name' in statement && statement.name ? [(statement.name as ts.Identifier).text] : [];
  });
  return [...new Set(names)];
}

const isTest = ({ path }: File): boolean => path.endsWith('.test.ts');
const isBeside = ({ path }: File): boolean => /^(test|bench)\/|\/testing\/|\/conformance\//.test(path);
