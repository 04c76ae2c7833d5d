/**
 * The rules of the house that a machine can keep. Each takes the files and gives the faults as sentences; an empty list
 * means the rule holds. CONTRIBUTING.md and STYLE.md say why they are there.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

/** A file of the repository: its path from the top, with forward slashes, and its text. */
export type File = { path: string; text: string };

/** Who may import whom. A room may always import itself; whatever is not a room (npm packages, node:) is not ours. */
const mayImport: Record<string, string[]> = {
  config: [],
  'hub/contract': [],
  'models/embedded': [],
  models: ['config', 'hub/contract', 'models/embedded'],
  hub: ['config', 'hub/contract', 'models'],
  bots: ['config', 'hub/contract'],
  client: ['hub/contract'],
  bin: ['config', 'hub/contract', 'models', 'models/embedded', 'hub', 'bots'],
  bench: ['config', 'hub/contract', 'models', 'models/embedded', 'hub', 'bots', 'test'],
  test: ['config', 'hub/contract', 'models', 'models/embedded', 'hub', 'bots', 'client', 'bin'],
};
/** The only packages of others in the contract, which every browser gets too: they have no side and touch nothing. */
const contractNeeds = ['zod', 'temporal-polyfill'];
const LONGEST = 300;
const notOurs = /^(node_modules|\.git|\.svelte-kit|\.tools|\.vitest|build|coverage|data|\.env|.*\.log)$/;

/** Every text file below `root` that belongs to the repository. */
export function readHouse(root: string): File[] {
  return walk(root, '').filter((file) => !file.text.includes('\0'));
}

function walk(root: string, folder: string): File[] {
  return readdirSync(posix.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (notOurs.test(entry.name)) return [];
    if (entry.isDirectory()) return walk(root, path);
    return entry.isFile() ? [{ path, text: readFileSync(posix.join(root, path), 'utf8') }] : [];
  });
}

/** Imports that cross a wall. `aliases` are the `imports` of package.json. */
export function forbiddenImports(files: File[], aliases: Record<string, string>): string[] {
  return files.filter(isCode).flatMap((file) =>
    importsOf(file)
      .map((specifier) => resolve(file.path, specifier, aliases))
      .filter((target) => !isAllowed(file.path, target))
      .map((target) => `${file.path} imports ${target}`),
  );
}

function isAllowed(from: string, target: string): boolean {
  // How the tests are run is theirs, wherever it stands.
  const room = from === 'config/vitest.config.ts' ? 'test' : roomOf(from);
  const isTest = from.endsWith('.test.ts');
  const there = roomOf(target);
  if (there === undefined) return room !== 'hub/contract' || isTest || contractNeeds.includes(target);
  if (room === undefined) return true;
  return there === room || (mayImport[room] ?? []).includes(there) || (isTest && there === 'test');
}

/** The innermost room a path lies in; the build's configuration at the top belongs to config. */
export function roomOf(path: string): string | undefined {
  if (/^[^/]+\.config\.js$/.test(path)) return 'config';
  const inside = Object.keys(mayImport).filter((room) => path === room || path.startsWith(`${room}/`));
  return inside.sort((a, b) => b.length - a.length)[0];
}

export function resolve(from: string, specifier: string, aliases: Record<string, string>): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  for (const [alias, target] of Object.entries(aliases)) {
    const [before = '', after] = alias.split('*');
    if (after === undefined ? specifier === alias : specifier.startsWith(before)) {
      return posix.normalize(target.replace('*', specifier.slice(before.length)));
    }
  }
  return specifier;
}

export function importsOf(file: File): string[] {
  return ts.preProcessFile(scriptOf(file), true, true).importedFiles.map((imported) => imported.fileName);
}

/** Files that read the environment although only config/ may. */
export function environmentReaders(files: File[]): string[] {
  return files
    .filter((file) => isCode(file) && roomOf(file.path) !== 'config')
    .filter((file) =>
      readsEnvironment(ts.createSourceFile(file.path, scriptOf(file), ts.ScriptTarget.Latest)),
    )
    .map((file) => file.path);
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'env') {
    if (ts.isIdentifier(node.expression) && node.expression.text === 'process') return true;
  }
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    if (/^(node:)?process$/.test(node.moduleSpecifier.text)) return true;
  }
  return ts.forEachChild(node, readsEnvironment) ?? false;
}

/** Files longer than can be read in one sitting. */
export function longFiles(files: File[]): string[] {
  return files
    .filter((file) => isCode(file) || /\.(css|html)$/.test(file.path) || /^(bin|\.ci)\//.test(file.path))
    .map((file) => ({ ...file, lines: file.text.trimEnd().split('\n').length }))
    .filter((file) => file.lines > LONGEST)
    .map((file) => `${file.path} has ${file.lines} lines`);
}

/** What belongs to one machine or one network and would mean nothing, or something else, on the next. */
export function unspokenWords(files: File[]): string[] {
  const unspoken: [string, RegExp][] = [
    [
      'a package registry',
      /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|https?:\/\/[^\s/]*(artifactory|nexus|verdaccio)/i,
    ],
    ['a path of one machine', /(^|[\s"'`(=:])\/(home|root|Users|work|tmp|mnt)\/\w/m],
    ['a folder beside the repository', /\.\.\/shared\b/],
  ];
  return files
    .filter((file) => file.path !== '.ci/run')
    .flatMap((file) =>
      unspoken.filter(([, words]) => words.test(file.text)).map(([what]) => `${file.path} speaks of ${what}`),
    );
}

/** Forms that are sent without saying for whom their page was made: they would be carried out as whoever is signed in since. */
export function formsOfNobody(files: File[]): string[] {
  return files
    .filter(({ path }) => /^client\/.*\.svelte$/.test(path))
    .flatMap(({ path, text }) =>
      // To become somebody in the demo is a wish of nobody yet, and no page of ours answers it.
      [...text.matchAll(/<form\b(?=[^]*?method="POST")(?![^]{0,99}action="\/demo\/sign-in")[^]*?<\/form>/g)]
        .filter(([form]) => form.includes('method="POST"') && !form.includes('<PagePerson />'))
        .map(() => `${path} has a form of nobody`),
    );
}

/** Cookies that a browser is asked to keep and that the register of personal data does not name. */
export function secretCookies(files: File[], register: string): string[] {
  return files
    .filter(({ path }) => /^(client|hub)\//.test(path) && !path.endsWith('.test.ts'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/cookies\.set\('([\w-]+)'|_COOKIE = '([\w-]+)'|'(__Host-[\w-]+)'/g)]
        .map(([, set, named, hosted]) => set ?? named ?? hosted)
        .filter((name) => !register.includes(`\`${name}\``))
        .map((name) => `${path} keeps the cookie ${name} in secret`),
    );
}

type Lock = { packages: Record<string, { hasInstallScript?: boolean; resolved?: string }> };
type Manifest = { dependencies?: Record<string, string>; devDependencies?: Record<string, string> };

/** Packages that run a script when installed, are bound to one download address, or may change under our feet. */
export function packageFaults(manifest: Manifest, lock: Lock): string[] {
  const locked = Object.entries(lock.packages);
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  return [
    ...locked.filter(([, one]) => one.hasInstallScript).map(([path]) => `${path} has an install script`),
    ...locked
      .filter(([, one]) => one.resolved?.includes('://'))
      .map(([path]) => `${path} is bound to an address`),
    ...wanted.filter(([, version]) => !/^\d/.test(version)).map(([name]) => `${name} has no exact version`),
  ];
}

export function isCode(file: File): boolean {
  return /\.(ts|js|svelte)$/.test(file.path);
}

export function scriptOf(file: File): string {
  if (!file.path.endsWith('.svelte')) return file.text;
  return [...file.text.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g)].map((match) => match[1]).join('\n');
}
