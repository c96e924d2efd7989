import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRotatingFile } from '../../main/platform/rotating-file.ts';

describe('a rotating file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'krouter-rotating-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const path = () => join(folder, 'logs/app.log');

  it('is made when first written to, for its owner only, and grows over restarts', () => {
    openRotatingFile({ path: path() }).write('one\n');
    openRotatingFile({ path: path() }).write('two\n');
    expect(readFileSync(path(), 'utf8')).toBe('one\ntwo\n');
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('keeps the newest lines in a bounded number of files', () => {
    const file = openRotatingFile({ path: path(), maxBytes: 20, files: 3 });
    for (let i = 0; i < 12; i += 1) file.write(`line ${String(i).padStart(2, '0')}\n`);
    expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['app.log', 'app.log.1', 'app.log.2']);
    expect(readFileSync(path(), 'utf8')).toBe('line 10\nline 11\n');
    expect(readFileSync(`${path()}.2`, 'utf8')).toBe('line 06\nline 07\n');
  });

  it('counts bytes, not characters', () => {
    const file = openRotatingFile({ path: path(), maxBytes: 20 });
    file.write('ääääääääá\n');
    file.write('next\n');
    expect(readFileSync(path(), 'utf8')).toBe('next\n');
  });

  it('lets nobody down when it cannot be written', () => {
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be');
    expect(() => openRotatingFile({ path: path() }).write('lost\n')).not.toThrow();
  });
});
