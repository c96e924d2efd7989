import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, configSchema } from '../../../contract/config.ts';
import { openTextFile } from '../../../main/platform/open-text-file.ts';
import type { TextFile } from '../../../main/platform/ports/text-file.ts';
import { createConfigBook } from '../../../main/services/config/config-book.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'krouter-config-'));
  path = join(folder, 'config.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const BASE = configSchema.parse({
  providers: [{ id: 'east', type: 'bedrock', region: 'us-east-1', credentials: { source: 'env' } }],
});

interface Options {
  readonly running?: Config;
  readonly saved?: Config;
  readonly file?: TextFile;
  /** What the engine throws when it is to build the change. */
  readonly refuses?: Error;
}

/** A book over a real file; the engine only notes what it is told. */
function open({ running = BASE, saved = running, file = openTextFile(path), refuses }: Options = {}) {
  const committed: Config[] = [];
  const book = createConfigBook({
    running,
    saved,
    file,
    engine: {
      prepare(config) {
        if (refuses !== undefined) throw refuses;
        return { commit: () => void committed.push(config) };
      },
    },
  });
  return { book, committed };
}

const fileText = (): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('a change of the configuration', () => {
  it('is in force and in the file', () => {
    const { book, committed } = open();
    book.change((config) => ({ ...config, defaultMaxTokens: 1_234 }));
    expect(book.running.defaultMaxTokens).toBe(1_234);
    expect(committed.map(({ defaultMaxTokens }) => defaultMaxTokens)).toEqual([1_234]);
    expect(fileText()).toMatchObject({ defaultMaxTokens: 1_234 });
  });

  it('writes nothing that is as by default, so that better defaults reach the file', () => {
    open().book.change((config) => ({ ...config, logLevel: 'warn' }));
    expect(fileText()).toEqual({
      logLevel: 'warn',
      providers: [{ id: 'east', type: 'bedrock', region: 'us-east-1', credentials: { source: 'env' } }],
    });
  });

  it('leaves flags out of the file', () => {
    const { book } = open({ running: { ...BASE, port: 9_999 }, saved: BASE });
    book.change((config) => ({ ...config, logLevel: 'debug' }));
    expect(book.running.port).toBe(9_999);
    expect(fileText()).not.toHaveProperty('port');
  });

  it('keeps what was edited by hand since the start', () => {
    const { book } = open();
    writeFileSync(path, JSON.stringify({ retentionDays: 30, providers: BASE.providers }));
    book.change((config) => ({ ...config, logLevel: 'error' }));
    expect(fileText()).toMatchObject({ retentionDays: 30, logLevel: 'error' });
  });

  it('is refused while the file has a fault, and the file is left as it is', () => {
    const { book, committed } = open();
    writeFileSync(path, '{"port": "many"}');
    expect(() => book.change((config) => ({ ...config, logLevel: 'error' }))).toThrow('port');
    expect(readFileSync(path, 'utf8')).toBe('{"port": "many"}');
    expect(committed).toEqual([]);
    expect(book.running.logLevel).toBe('info');
  });

  it('is refused as a whole when it is not valid, naming the place', () => {
    const { book, committed } = open();
    const twice = () =>
      book.change((config) => ({ ...config, providers: [...BASE.providers, ...BASE.providers] }));
    expect(twice).toThrow('providers[1].id');
    expect(committed).toEqual([]);
  });

  it('is in neither place when the engine refuses it', () => {
    const { book } = open({ refuses: new Error('contradiction') });
    expect(() => book.change((config) => ({ ...config, port: 1 }))).toThrow('contradiction');
    expect(() => readFileSync(path)).toThrow();
    expect(book.running.port).toBe(20_128);
  });

  it('is in neither place when the file cannot be written', () => {
    const { book, committed } = open({ file: openTextFile(join(folder, 'no', 'such', 'folder.json')) });
    expect(() => book.change((config) => ({ ...config, port: 1 }))).toThrow('ENOENT');
    expect(committed).toEqual([]);
    expect(book.running.port).toBe(20_128);
  });

  it('can be for this run only', () => {
    const { book } = open();
    book.change((config) => ({ ...config, port: 1 }), { untilExit: true });
    expect(book.running.port).toBe(1);
    expect(() => readFileSync(path)).toThrow();
    book.change((config) => ({ ...config, logLevel: 'debug' }));
    expect(fileText()).not.toHaveProperty('port');
  });
});
