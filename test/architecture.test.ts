import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  environmentReaders,
  forbiddenImports,
  formsOfNobody,
  longFiles,
  packageFaults,
  readHouse,
  secretCookies,
  unspokenWords,
} from './architecture.ts';

const root = new URL('..', import.meta.url).pathname;
const house = readHouse(root);
const register = readFileSync(`${root}docs/personal-data.md`, 'utf8');
const manifest = readJson('package.json') as Parameters<typeof packageFaults>[0] & {
  imports: Record<string, string>;
};
const lock = readJson('package-lock.json') as Parameters<typeof packageFaults>[1];

describe('the house', () => {
  test('every room imports only the rooms it may', () => {
    expect(forbiddenImports(house, manifest.imports)).toEqual([]);
  });

  test('only config/ reads the environment', () => {
    expect(environmentReaders(house)).toEqual([]);
  });

  test('every form says for whom its page was made', () => {
    expect(formsOfNobody(house)).toEqual([]);
  });

  test('every cookie stands in the register of personal data', () => {
    expect(secretCookies(house, register)).toEqual([]);
  });

  test('every file can be read in one sitting', () => {
    expect(longFiles(house)).toEqual([]);
  });

  test('nothing speaks of one machine or one network', () => {
    expect(unspokenWords(house)).toEqual([]);
  });

  test('packages run nothing when installed, come from anywhere, and are exactly these', () => {
    expect(packageFaults(manifest, lock)).toEqual([]);
  });
});

describe('the checker sees', () => {
  const imports = (path: string, text: string) => forbiddenImports([{ path, text }], manifest.imports);

  test.each([
    [
      'client/lib/a.ts',
      `import { door } from '../../hub/visit/authenticate.ts'`,
      'hub/visit/authenticate.ts',
    ],
    [
      'client/routes/A.svelte',
      `<h1>A</h1><script lang="ts">import P from '#models/person/person.ts'</script>`,
      'models/person/person.ts',
    ],
    ['bots/agenda/index.ts', `const hub = await import('../../hub/hub.ts')`, 'hub/hub.ts'],
    [
      'bots/agenda/index.ts',
      `import type { Person } from '#models/person/person.ts'`,
      'models/person/person.ts',
    ],
    ['models/log.ts', `export { door } from '../hub/visit/authenticate.ts'`, 'hub/visit/authenticate.ts'],
    ['models/embedded/wire/wire.ts', `import config from '#config'`, 'config/index.ts'],
    [
      'hub/visit/authenticate.ts',
      `import '../../models/embedded/wire/wire.ts'`,
      'models/embedded/wire/wire.ts',
    ],
    ['hub/contract/chat/index.ts', `import { limits } from '#config/limits.ts'`, 'config/limits.ts'],
    ['hub/contract/chat/index.ts', `import mongoose from 'mongoose'`, 'mongoose'],
    ['config/index.ts', `import { Area } from '#contract'`, 'hub/contract/index.ts'],
    ['hub/hub.ts', `import { arrive } from '../test/support/place.ts'`, 'test/support/place.ts'],
  ])('a wall crossed in %s by %s', (path, text, target) => {
    expect(imports(path, text)).toEqual([`${path} imports ${target}`]);
  });

  test.each([
    ['client/lib/a.ts', `import { Message } from '#contract/chat/index.ts'; import b from '#lib/b.ts'`],
    [
      'models/database/connect.ts',
      `import config from '#config'; import '../embedded/serve.ts'; import 'mongoose'`,
    ],
    ['hub/contract/chat/index.ts', `import { z } from 'zod'; import { Entry } from './log.ts'`],
    ['hub/contract/wall-time.ts', `import { Temporal } from 'temporal-polyfill'`],
    ['hub/door.test.ts', `import { arrive } from '../test/support/place.ts'`],
    ['config/vite.config.ts', `import options from '../svelte.config.js'`],
    [
      'hub/visit/authenticate.ts',
      `const text = "import x from '../bots/agenda/index.ts'" // import '../bots/agenda/index.ts'`,
    ],
  ])('no fault in %s where it says %s', (path, text) => {
    expect(imports(path, text)).toEqual([]);
  });

  test('who reads the environment, but not who only writes about it', () => {
    const readers = environmentReaders([
      { path: 'hub/a.ts', text: 'const port = process.env.PORT' },
      { path: 'hub/b.ts', text: `import { env } from 'node:process'` },
      { path: 'client/C.svelte', text: '<script>const { HOME } = process.env</script>' },
      { path: 'config/index.ts', text: 'process.env.PORT' },
      { path: 'hub/e.ts', text: `// process.env is read by config\nconst advice = 'set process.env.PORT'` },
    ]);
    expect(readers).toEqual(['hub/a.ts', 'hub/b.ts', 'client/C.svelte']);
  });

  test('a form that does not say for whom its page was made', () => {
    const own = '<form method="POST" use:enhance={() => go}><PagePerson /><Button /></form>';
    const bare = own.replace('<PagePerson />', '');
    const harmless = '<form method="GET"></form><form method="POST" action="/demo/sign-in"></form>';
    const forms = [own + harmless + own, own + bare + own, bare.replace('<form ', '<form\n  class="a"\n  ')];
    expect(forms.map((text) => formsOfNobody([{ path: 'client/A.svelte', text }]))).toEqual([
      [],
      ['client/A.svelte has a form of nobody'],
      ['client/A.svelte has a form of nobody'],
    ]);
  });

  test('a cookie that the register does not name', () => {
    const text = `cookies.set('taste', 'sweet'); const KEPT_COOKIE = 'kept'; cookies.set('locale', 'nl');`;
    expect(secretCookies([{ path: 'client/a.ts', text }], '| `locale` | the language |')).toEqual([
      'client/a.ts keeps the cookie taste in secret',
      'client/a.ts keeps the cookie kept in secret',
    ]);
  });

  test('a file of 301 lines', () => {
    expect(longFiles([{ path: 'hub/long.ts', text: 'a\n'.repeat(301) }])).toEqual([
      'hub/long.ts has 301 lines',
    ]);
    expect(longFiles([{ path: 'hub/whole.ts', text: 'a\n'.repeat(300) }])).toEqual([]);
  });

  test('a word that belongs to one machine', () => {
    const words = [
      `see ${['', 'home', 'lotte', 'brink'].join('/')}`,
      `npm --registry https://${'registry'}.npm.example`,
    ];
    for (const text of words) expect(unspokenWords([{ path: 'docs/a.md', text }])).toHaveLength(1);
    expect(
      unspokenWords([{ path: 'docs/a.md', text: 'open http://localhost:3000/home, then /work' }]),
    ).toEqual([]);
  });

  test('a package with an install script, an address or a loose version', () => {
    const planted = {
      packages: { a: { hasInstallScript: true }, b: { resolved: 'https://example.org/b.tgz' }, c: {} },
    };
    expect(packageFaults({ dependencies: { c: '^1.0.0', d: '1.0.0' } }, planted)).toEqual([
      'a has an install script',
      'b is bound to an address',
      'c has no exact version',
    ]);
  });
});

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(root + path, 'utf8'));
}
