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

  test('only a demo lives at another time', () => {
    const then = '2021-07-18T12:10:00+02:00';
    expect(() => readConfig({ ...here(), CLOCK: then })).toThrow(/CLOCK/);
    expect(readConfig({ ...here(), CLOCK: then, DEMO: '1' }).clock).toBe(then);
  });

  test('makes a secret once, which only its owner can read', () => {
    const place = here();
    const { secret } = readConfig(place);
    expect(readConfig(place).secret).toBe(secret);
    expect(statSync(join(place.DATA_DIR, 'secret')).mode & 0o777).toBe(0o600);
  });
});
