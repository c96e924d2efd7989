import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedgerFile } from '../../../main/platform/ledger-store/open-ledger-file.ts';
import { bundleProgram } from './bundle-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const hasLimits = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

let program: Awaited<ReturnType<typeof bundleProgram>>;

beforeAll(async () => {
  program = await bundleProgram('test/platform/ledger-store/disk-full-writer.ts', 'disk-full-writer');
});

afterAll(() => program.remove());

describe.skipIf(!hasLimits)('the ledger on a full disk', () => {
  it('keeps rows waiting, drops and counts what is too much, and writes on once there is room', async () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    const child = spawn('prlimit', ['--fsize=1000000:unlimited', process.execPath, program.file, path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const closed = new Promise((resolve) => child.on('close', resolve));
    const reports = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

    const full = JSON.parse(String((await reports.next()).value));
    expect(full).toMatchObject({ stored: false, place: 'file', pending: 10_000 });
    expect(full.dropped).toBeGreaterThan(1_000);
    expect(full.lines).toEqual(['The ledger cannot be written. Rows wait in memory.']);

    spawnSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
    child.stdin.end();
    const room = JSON.parse(String((await reports.next()).value));
    expect(room).toMatchObject({ stored: true, pending: 0, dropped: full.dropped });
    expect(room.lines).toContain('The ledger can be written again.');
    expect(await closed).toBe(0);

    const connection = await openLedgerFile(path);
    const count = await connection.read('SELECT json_array(count(*)) FROM requests', null);
    expect(count).toEqual([room.recorded - room.dropped]);
    await connection.close();
  });
});
