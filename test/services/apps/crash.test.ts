import { existsSync, readdirSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeAppFiles } from '../../../main/platform/app-files/node-app-files.ts';
import type { AppFiles } from '../../../main/platform/ports/app-files.ts';
import { REAL_CONFIGS } from './real-configs.ts';
import { createTemporaryHome, type TemporaryHome } from './temporary-home.ts';

let home: TemporaryHome;
beforeEach(() => {
  home = createTemporaryHome();
});
afterEach(() => home.remove());

/** The real disk until `left` writes and removals are done; then the machine is off. */
function diesAfter(home: TemporaryHome, left: number): AppFiles {
  const disk = createNodeAppFiles(home.place);
  let remaining = left;
  const alive = <Value>(act: () => Promise<Value>): Promise<Value> =>
    remaining-- > 0 ? act() : Promise.reject(new Error('the machine is off'));
  return {
    ...disk,
    write: (path, text) => alive(() => disk.write(path, text)),
    remove: (path) => alive(() => disk.remove(path)),
  };
}

const [FILE, TEXT] = REAL_CONFIGS['claude-code'];
const POINTS = [0, 1, 2, 3, 4, 5];

describe('a crash while an app is connected', () => {
  it.each(POINTS)('after %i writes: the next start knows the truth, and undo is exact', async (left) => {
    home.put(FILE, TEXT);
    await home
      .start({ files: diesAfter(home, left) })
      .connect('claude-code')
      .catch(() => undefined);
    const apps = home.start();
    const card = (await apps.list()).find(({ id }) => id === 'claude-code');
    expect(card?.state).toBe(home.get(FILE) === TEXT ? 'not-connected' : 'connected');
    if (card?.state === 'not-connected') await apps.connect('claude-code');
    await apps.undo('claude-code');
    expect(home.get(FILE)).toBe(TEXT);
    expect(leftovers(home)).toEqual([]);
  });

  it.each(POINTS)('after %i writes, where there was no file: nothing is left behind', async (left) => {
    await home
      .start({ files: diesAfter(home, left) })
      .connect('goose')
      .catch(() => undefined);
    const apps = home.start();
    const card = (await apps.list()).find(({ id }) => id === 'goose');
    if (card?.state === 'connected') await apps.undo('goose');
    expect(existsSync(home.path('.config'))).toBe(false);
  });

  it.each(POINTS)(
    'after %i writes of a second connection: undo still leads to the very beginning',
    async (left) => {
      home.put(FILE, TEXT);
      await home.start().connect('claude-code');
      const moved = { setup: { baseUrl: 'http://127.0.0.1:4000' } };
      await home
        .start({ ...moved, files: diesAfter(home, left) })
        .connect('claude-code')
        .catch(() => undefined);
      const apps = home.start(moved);
      const card = (await apps.list()).find(({ id }) => id === 'claude-code');
      expect(card?.state).toBe('connected');
      await apps.undo('claude-code');
      expect(home.get(FILE)).toBe(TEXT);
    },
  );

  it.each(POINTS)('after %i writes of an undo: the next start finishes it', async (left) => {
    home.put(FILE, TEXT);
    await home.start().connect('claude-code');
    await home
      .start({ files: diesAfter(home, left) })
      .undo('claude-code')
      .catch(() => undefined);
    const apps = home.start();
    const card = (await apps.list()).find(({ id }) => id === 'claude-code');
    if (left === 0) expect(card?.state).toBe('connected');
    else expect(card?.state).toBe('not-connected');
    expect(home.get(FILE) === TEXT).toBe(left > 0);
  });

  it('in the middle of a write leaves the file whole, and the half-written copy is cleared away', async () => {
    home.put(FILE, TEXT);
    await home
      .start({ files: diesAfter(home, 2) })
      .connect('claude-code')
      .catch(() => undefined);
    home.put(`${FILE}.krouter.tmp`, '{ "half": ');
    expect((await home.start().list()).find(({ id }) => id === 'claude-code')?.state).toBe('not-connected');
    expect(leftovers(home)).toEqual([]);
    expect(home.get(FILE)).toBe(TEXT);
  });

  it('followed by a change by hand keeps what is still ours under control', async () => {
    home.put(FILE, TEXT);
    await home
      .start({ files: diesAfter(home, 3) })
      .connect('claude-code')
      .catch(() => undefined);
    home.put(FILE, home.get(FILE).replace('"opus"', '"sonnet"'));
    const apps = home.start();
    expect((await apps.list()).find(({ id }) => id === 'claude-code')?.state).toBe('connected');
    await apps.undo('claude-code');
    expect(home.get(FILE)).toBe(TEXT.replace('"opus"', '"sonnet"'));
  });
});

describe('the notes', () => {
  it('keep the first backup of a file for good', async () => {
    home.put(FILE, TEXT);
    const apps = home.start();
    await apps.connect('claude-code');
    await apps.undo('claude-code');
    home.put(FILE, '{"later":true}');
    await apps.connect('claude-code');
    const copies = readdirSync(home.path('.krouter/app-backups'));
    expect(copies).toEqual(['1-claude-code-settings.json']);
    expect(home.get(`.krouter/app-backups/${copies[0]}`)).toBe(TEXT);
  });

  it('that cannot be understood stop every edit, and say so', async () => {
    home.put('.krouter/app-journal.json', '{"version":7}');
    home.put(FILE, TEXT);
    const apps = home.start();
    await expect(apps.connect('claude-code')).rejects.toThrow('cannot be understood');
    expect(home.get(FILE)).toBe(TEXT);
    expect(home.warnings).toHaveLength(1);
    rmSync(home.path('.krouter'), { recursive: true });
    await expect(home.start().connect('claude-code')).resolves.toMatchObject({ state: 'connected' });
  });
});

function leftovers({ home: folder }: TemporaryHome): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
}
