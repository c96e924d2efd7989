import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';

/** Debian's own Python: its D-Bus bindings are no pip package. */
const PYTHON = '/usr/bin/python3';

const shownSchema = z.object({
  /** Width and height of each picture of the icon; null: there is no icon. */
  icon: z.array(z.array(z.number())).nullable(),
  pixels: z.string().optional(),
  tooltip: z.array(z.string()).optional(),
  menu: z.array(z.string()).optional(),
});

/** Why no panel can be played here; undefined when it can. With CI=true that is a failure. */
export function whyNoTrayHost(): string | undefined {
  const { status } = spawnSync(PYTHON, ['-c', 'import dbus, gi'], { stdio: 'ignore' });
  if (status === 0) return undefined;
  const reason = 'Python has no D-Bus bindings (apt-get install python3-dbus python3-gi)';
  if (process.env['CI'] === 'true') throw new Error(`cannot test the tray icon: ${reason}`);
  return reason;
}

/** A desktop's panel on the session bus of the environment. It has to be there before the app is. */
export class TrayHost {
  readonly process: ChildProcess;
  readonly #lines: Interface;

  constructor() {
    this.process = spawn(PYTHON, ['test/desktop/tray-host.py'], { stdio: ['pipe', 'pipe', 'ignore'] });
    if (this.process.stdout === null) throw new Error('the panel has no output');
    this.#lines = createInterface(this.process.stdout);
  }

  async ready(): Promise<void> {
    await this.#nextLine();
  }

  /** What the panel shows now. */
  show(): Promise<z.infer<typeof shownSchema>> {
    return this.#ask('show');
  }

  /** Clicks an item of the icon's menu. */
  async choose(label: string): Promise<void> {
    await this.#ask(`choose ${label}`);
  }

  async #ask(request: string): Promise<z.infer<typeof shownSchema>> {
    const line = this.#nextLine();
    this.process.stdin?.write(`${request}\n`);
    return shownSchema.parse(JSON.parse(await line));
  }

  #nextLine(): Promise<string> {
    return new Promise((resolve) => this.#lines.once('line', resolve));
  }
}
