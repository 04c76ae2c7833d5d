import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readConfig } from './index.ts';

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function here(): { DATA_DIR: string } {
  const directory = mkdtempSync(join(tmpdir(), 'brink-'));
  directories.push(directory);
  return { DATA_DIR: directory };
}

describe('the configuration', () => {
  test('needs nothing to be set', () => {
    const config = readConfig(here());
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      demo: false,
      publicUrl: 'http://localhost:3000',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('says of a wrong value its name, the value and what is expected', () => {
    expect(() => readConfig({ ...here(), PORT: 'three' })).toThrow(/PORT is "three": .*number/);
    expect(() => readConfig({ ...here(), LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL is "loud": .*info/);
  });

  test('names every wrong value at once', () => {
    expect(() => readConfig({ ...here(), PORT: '-1', TRUST_PROXY: '9' })).toThrow(/PORT[^]*TRUST_PROXY/);
  });

  test('does not print a secret that is wrong', () => {
    expect(() => readConfig({ ...here(), SECRET: 'short-one' })).toThrow(/SECRET \(not shown\): at least 32/);
  });

  test('an empty line in .env means not set', () => {
    expect(readConfig({ ...here(), MONGODB_URI: '', PORT: '' })).toMatchObject({
      mongodbUri: undefined,
      port: 3000,
    });
  });

  test('a demo has neither a MongoDB, nor mail, nor neighbours on the network', () => {
    const demo = { ...here(), DEMO: '1' };
    expect(() => readConfig({ ...demo, MONGODB_URI: 'mongodb://localhost' })).toThrow(/DEMO .*MONGODB_URI/);
    expect(() => readConfig({ ...demo, SMTP_URL: 'smtp://localhost' })).toThrow(/DEMO .*SMTP_URL/);
    expect(() => readConfig({ ...demo, HOST: '0.0.0.0' })).toThrow(/DEMO .*HOST/);
  });

  test.each([
    ['SMTP_URL', 'smtp://'],
    ['SMTP_URL', 'smtps:///?pool=true'],
    ['MAIL_FROM', 'Brink'],
    ['MAIL_FROM', 'Brink <brink>'],
    ['MAIL_FROM', 'Brink\nBcc: elders@example.nl <brink@example.nl>'],
  ])('mail that could never go is refused at the start: %s=%j', (name, value) => {
    expect(() => readConfig({ ...here(), [name]: value })).toThrow(new RegExp(`${name} [^]*like`));
  });

  test.each(['brink@example.nl', 'Brink <brink@localhost>', '"Brink, Mook" <brink@mail.example.nl>'])(
    'mail comes from %s',
    (from) => {
      expect(readConfig({ ...here(), MAIL_FROM: from, SMTP_URL: 'smtp://a:b@mail_server:25' }).mailFrom).toBe(
        from,
      );
    },
  );

  test('only a demo lives at another time', () => {
    const then = '2021-07-18T12:10:00+02:00';
    expect(() => readConfig({ ...here(), CLOCK: then })).toThrow(/CLOCK/);
    expect(readConfig({ ...here(), CLOCK: then, DEMO: '1' }).clock).toBe(then);
  });

  test.each([
    ['https://Brink.Example/', 'https://brink.example'],
    ['https://brink.example:443', 'https://brink.example'],
    ['http://brink.example:8080/', 'http://brink.example:8080'],
    ['https://brînk.example', 'https://xn--brnk-1pa.example'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('PUBLIC_URL %s is written as browsers write it', (PUBLIC_URL, publicUrl) => {
    expect(readConfig({ ...here(), PUBLIC_URL }).publicUrl).toBe(publicUrl);
  });

  test.each([
    ['https://example.nl/brink', /no path/],
    ['https://example.nl/?a=b', /\? or #/],
    ['https://example.nl/#top', /\? or #/],
    ['https://name:word@example.nl', /password/],
    ['example.nl', /http/],
    ['ftp://example.nl', /http/],
    ['https://', /http/],
    ['https://exa mple.nl', /http/],
  ])('PUBLIC_URL %s is refused with the reason', (PUBLIC_URL, reason) => {
    expect(() => readConfig({ ...here(), PUBLIC_URL })).toThrow(reason);
  });

  test.each([
    ['127.0.0.1', 'http://localhost:3000', 'http://127.0.0.1:3000'],
    ['::1', 'http://localhost:3000', 'http://[::1]:3000'],
    ['0.0.0.0', 'http://localhost:3000', 'http://127.0.0.1:3000'],
    ['::', 'http://localhost:3000', 'http://[::1]:3000'],
    ['192.168.1.20', 'http://192.168.1.20:3000', 'http://192.168.1.20:3000'],
    ['2001:db8::20', 'http://[2001:db8::20]:3000', 'http://[2001:db8::20]:3000'],
  ])('a hub on %s is found by people at %s and by bots at %s', (HOST, publicUrl, hubUrl) => {
    expect(readConfig({ ...here(), HOST })).toMatchObject({ publicUrl, hubUrl });
  });

  test.each([
    ['WAKE', 'x', /cron/],
    ['WAKE', '* * *', /cron/],
    ['WAKE', '99 * * * * *', /cron/],
    ['PLACE', 'x'.repeat(100_000) + '/', /PLACE/],
    ['HOST', '[::1]', /without brackets/],
    ['HOST', '127.0.0.1:3000/', /HOST/],
    ['HUB_URL', 'http://localhost:3000/api', /no path/],
    ['MONGODB_URI', 'db1:27017', /MONGODB_URI \(not shown\): an address like mongodb:/],
    ['MONGODB_URI', 'http://db1:27017', /an address like mongodb:/],
  ])('%s=%s is refused before anything starts', (name, value, reason) => {
    expect(() => readConfig({ ...here(), [name]: value })).toThrow(reason);
  });

  test.each(['/proc/brink', '/proc/1/brink/data', '/dev/null', '/dev/null/data'])(
    'a directory that cannot be, as %s, is named with the reason',
    (DATA_DIR) => {
      expect(() => readConfig({ DATA_DIR })).toThrow(/DATA_DIR is "[^"]+": cannot be used: E[A-Z]+/);
    },
  );

  test('makes the directories around its own, for its owner alone', () => {
    const { DATA_DIR } = here();
    readConfig({ DATA_DIR: join(DATA_DIR, 'srv', 'brink') });
    expect(statSync(join(DATA_DIR, 'srv')).mode & 0o777).toBe(0o700);
  });

  test('MongoDB may stand on several machines, at any port', () => {
    for (const at of [
      'mongodb://db1,db2,db3/?replicaSet=brink',
      'mongodb://db1:27017,[::1]:27018',
      'mongodb+srv://db',
    ])
      expect(readConfig({ ...here(), MONGODB_URI: at }).mongodbUri).toBe(at);
  });

  test('makes a secret once, which only its owner can read', () => {
    const place = here();
    const { secret } = readConfig(place);
    expect(readConfig(place).secret).toBe(secret);
    expect(statSync(join(place.DATA_DIR, 'secret')).mode & 0o777).toBe(0o600);
  });
});
