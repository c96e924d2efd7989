import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeAppFiles } from '../../../main/platform/app-files/node-app-files.ts';
import type { AppFiles } from '../../../main/platform/ports/app-files.ts';

let folder = '';
let files: AppFiles;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'krouter-files-'));
  files = createNodeAppFiles({ platform: 'linux', home: folder, env: {} });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

describe('reading', () => {
  it('keeps the byte order mark and every line end', async () => {
    writeFileSync(at('a'), '\uFEFFa\r\nb\n\r');
    expect(await files.read(at('a'))).toBe('\uFEFFa\r\nb\n\r');
  });

  it('tells a file that is not there from one that cannot be read', async () => {
    expect(await files.read(at('none'))).toBeUndefined();
    expect(await files.read(at('none/below'))).toBeUndefined();
    writeFileSync(at('a'), '');
    expect(await files.read(at('a/below'))).toBeUndefined();
    await expect(files.read(folder)).rejects.toThrow('it is a folder');
  });

  it('refuses what is larger than any settings file', async () => {
    writeFileSync(at('a'), 'x'.repeat(4 * 1024 * 1024 + 1));
    await expect(files.read(at('a'))).rejects.toThrow('too large');
  });
});

describe('writing', () => {
  it('leaves nothing but the file behind, and keeps its mode', async () => {
    writeFileSync(at('a'), 'old');
    chmodSync(at('a'), 0o640);
    await files.write(at('a'), 'new');
    expect(readFileSync(at('a'), 'utf8')).toBe('new');
    expect(statSync(at('a')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('makes the folders that are missing, and can name them beforehand', async () => {
    expect(await files.missingFolders(at('x/y/a'))).toEqual([at('x'), at('x/y')]);
    await files.write(at('x/y/a'), 'new');
    expect(await files.missingFolders(at('x/y/a'))).toEqual([]);
    expect(statSync(at('x')).mode & 0o777).toBe(0o700);
    expect(statSync(at('x/y/a')).mode & 0o777).toBe(0o600);
  });

  it('follows links through linked folders', async () => {
    mkdirSync(at('real'));
    writeFileSync(at('real/a'), 'old');
    symlinkSync('real', at('way'));
    symlinkSync('way/a', at('b'));
    await files.write(at('b'), 'new');
    expect(readFileSync(at('real/a'), 'utf8')).toBe('new');
    expect(readdirSync(folder).sort()).toEqual(['b', 'real', 'way']);
  });

  it('clears its half-written copy away when it fails', async () => {
    mkdirSync(at('a'));
    await expect(files.write(at('a'), 'new')).rejects.toThrow('cannot be written');
    expect(readdirSync(folder)).toEqual(['a']);
  });
});

describe('removing', () => {
  it('takes a file or an empty folder, and nothing that holds something', async () => {
    await files.write(at('x/a'), 'a');
    await files.remove(at('x'));
    expect(existsSync(at('x/a'))).toBe(true);
    await files.remove(at('x/a'));
    await files.remove(at('x'));
    await files.remove(at('x'));
    expect(readdirSync(folder)).toEqual([]);
  });
});
