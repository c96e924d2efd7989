import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { testElectronFolder } from '../../build/test-electron-folder.mjs';
import { builtCli } from '../e2e/built-cli.ts';
import { DesktopSession, SOON, whyNoDesktop } from './desktop-session.ts';

const reason = whyNoDesktop();
/** Found before the session gives itself another home. */
const binary = join(testElectronFolder(), 'electron');

describe.skipIf(reason)(`krouter -t${reason ? ` (not run: ${reason})` : ''}`, { timeout: 60_000 }, () => {
  const session = new DesktopSession();
  afterAll(() => session.close());

  it('starts the desktop app, hands it its options and a signal, and ends with it', async () => {
    await session.open();
    const electron = join(session.desk.folder, 'electron');
    writeFileSync(
      electron,
      `#!/bin/sh\napp=$1; shift\nexec '${binary}' "$app" --no-sandbox --disable-gpu "$@"\n`,
    );
    chmodSync(electron, 0o755);
    const program = spawn(process.execPath, [await builtCli(), '-t', '--data-dir', session.dataDir], {
      env: { ...process.env, KROUTER_ELECTRON: electron },
      stdio: 'ignore',
    });
    session.keep(program);
    const ended = new Promise<number | null>((resolve) => program.once('exit', resolve));
    const health = () =>
      fetch(`${session.url}/health`).then(
        (answer) => answer.status,
        () => undefined,
      );
    await expect.poll(health, SOON).toBe(200);
    program.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await health()).toBeUndefined();
  });
});
