import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedgerFile } from '../../../main/platform/ledger-store/open-ledger-file.ts';
import type { SqlConnection } from '../../../main/platform/ledger-store/sql-connection.ts';
import { bundleProgram } from './bundle-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const LANES = 4;
const KILLS = 100;

let program: Awaited<ReturnType<typeof bundleProgram>>;

beforeAll(async () => {
  program = await bundleProgram('test/platform/ledger-store/ledger-writer.ts', 'ledger-writer');
});

afterAll(() => program.remove());

interface Life {
  /** The highest number acknowledged before the end. */
  readonly acked: number;
  readonly complaints: string;
}

/** Lets a writer live until some milliseconds after its first acknowledgement. */
function liveAndDie(path: string, prefix: string, mercyMs: number): Promise<Life> {
  const child = spawn(process.execPath, [program.file, path, prefix], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), mercyMs);
    printed += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', () => {
      const whole = printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1) ?? '';
      resolve({ acked: Number(whole.slice('ack '.length)), complaints });
    });
  });
}

async function liveManyTimes(path: string, lives: number): Promise<readonly (readonly [string, Life])[]> {
  const all: (readonly [string, Life])[] = [];
  for (let n = 0; n < lives; n += 1) {
    const prefix = `life${n}`;
    all.push([prefix, await liveAndDie(path, prefix, Math.random() * 40)]);
  }
  return all;
}

/** Row counts by life: how many there are, how many are the first report, the highest number. */
async function rowsOf(connection: SqlConnection, prefix: string): Promise<unknown> {
  return connection.read(
    `SELECT json_array(count(*), coalesce(sum(outputTokens = substr(requestId, instr(requestId, '_') + 1)), 0),
      max(outputTokens)) FROM requests WHERE requestId LIKE (SELECT input ->> '$' FROM temp.slot) || '\\_%' ESCAPE '\\'`,
    prefix,
  );
}

describe('the ledger of a process killed with SIGKILL under load', () => {
  it(`is sound after ${KILLS} times, with every acknowledged request in it exactly once`, async () => {
    const folder = temporaryFolder();
    const lanes = Array.from({ length: LANES }, (_, n) => join(folder, `ledger-${n}.sqlite`));
    const lives = await Promise.all(lanes.map((path) => liveManyTimes(path, KILLS / LANES)));

    let checked = 0;
    for (const [index, path] of lanes.entries()) {
      const connection = await openLedgerFile(path);
      expect(
        await connection.read('SELECT json_array(integrity_check) FROM pragma_integrity_check', null),
      ).toEqual(['ok']);
      for (const [prefix, { acked, complaints }] of lives[index] ?? []) {
        expect(complaints).toBe('');
        expect(acked).toBeGreaterThanOrEqual(24);
        const rows = await rowsOf(connection, prefix);
        const [count, first, highest] = Array.isArray(rows) ? rows : [];
        expect(highest).toBeGreaterThanOrEqual(acked);
        // Ids are unique and numbered without a gap: as many rows as numbers, each of them the first report.
        expect([count, first]).toEqual([highest + 1, highest + 1]);
        checked += 1;
      }
      await connection.close();
    }
    expect(checked).toBe(KILLS);
    expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([]);
  }, 60_000);
});
