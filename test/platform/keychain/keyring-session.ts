import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAMS = ['dbus-daemon', 'gnome-keyring-daemon', 'gdbus', 'Xvfb'];

/** Why the tests on a real keyring cannot run here; undefined when they can. With CI=true that is a failure. */
export function whyNoKeyring(): string | undefined {
  const missing = PROGRAMS.filter((name) => !isInstalled(name));
  const reason =
    process.platform !== 'linux'
      ? 'a real Secret Service needs Linux'
      : missing.length > 0
        ? `not installed: ${missing.join(', ')} (apt-get install dbus gnome-keyring libglib2.0-bin xvfb)`
        : !existsSync('dist/isolated/keychain-child.cjs')
          ? 'dist/isolated is not built (npm run prepare)'
          : undefined;
  if (reason !== undefined && process.env['CI'] === 'true')
    throw new Error(`cannot test the keychain: ${reason}`);
  return reason;
}

/** A D-Bus session of its own, with or without a keyring in it; this process's environment points at it. */
export class KeyringSession {
  readonly folder = mkdtempSync(join(tmpdir(), 'krouter-keyring-'));
  readonly #started: ChildProcess[] = [];
  readonly #before = { ...process.env };

  /** No bus at all, as on a server or in a container. */
  withoutBus(): void {
    for (const name of ['DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'XDG_RUNTIME_DIR']) delete process.env[name];
  }

  /** A bus with an open keyring. With `display` its password prompts have a screen to wait on. */
  async open({ display = false } = {}): Promise<void> {
    this.withoutBus();
    process.env['HOME'] = this.folder;
    process.env['XDG_RUNTIME_DIR'] = join(this.folder, 'run');
    mkdirSync(join(this.folder, 'run'), { mode: 0o700 });
    mkdirSync(join(this.folder, '.local/share/keyrings'), { recursive: true });
    if (display) process.env['DISPLAY'] = await this.#startDisplay();
    process.env['DBUS_SESSION_BUS_ADDRESS'] = await this.#firstLine('dbus-daemon', [
      '--session',
      '--nofork',
      '--print-address',
    ]);
    const daemon = this.#start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets']);
    daemon.stdin?.end('correct horse');
    await this.#waitForCollection();
  }

  /** Locks the keyring behind the app's back, as a screen lock or a time-out does. */
  lock(): void {
    this.#call('org.freedesktop.Secret.Service.Lock', "['/org/freedesktop/secrets/collection/login']");
  }

  close(): void {
    for (const child of this.#started.reverse()) child.kill('SIGKILL');
    for (const name of Object.keys(process.env)) if (!(name in this.#before)) delete process.env[name];
    Object.assign(process.env, this.#before);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #call(method: string, ...args: string[]): string {
    const target = ['--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets'];
    return execFileSync('gdbus', ['call', '--session', ...target, '--method', method, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async #waitForCollection(): Promise<void> {
    for (let i = 0; i < 100; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      try {
        const answer = this.#call('org.freedesktop.Secret.Service.ReadAlias', 'default');
        if (answer.includes('collection/')) return;
      } catch {
        // The daemon is not on the bus yet.
      }
    }
    throw new Error('gnome-keyring-daemon did not come up');
  }

  async #startDisplay(): Promise<string> {
    const number = await this.#firstLine('Xvfb', ['-displayfd', '1', '-screen', '0', '640x480x24']);
    return `:${number}`;
  }

  #firstLine(program: string, args: readonly string[]): Promise<string> {
    const child = this.#start(program, args);
    return new Promise((resolve, reject) => {
      child.stdout?.once('data', (text) => resolve(String(text).split('\n')[0] ?? ''));
      child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
    });
  }

  #start(program: string, args: readonly string[]): ChildProcess {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#started.push(child);
    return child;
  }
}

function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}
