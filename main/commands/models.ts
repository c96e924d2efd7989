import { loadSettings } from './load-settings.ts';
import type { CommandLine } from './options.ts';
import { build } from './serve.ts';

/** `krouter models`: every name an app may put into `model`, and who would answer. */
export async function models({ options }: CommandLine): Promise<void> {
  const krouter = build(loadSettings(options));
  try {
    const entries = await krouter.router.models();
    if (options.json) return print(`${JSON.stringify(entries, undefined, 2)}\n`);
    if (entries.length === 0) return print('No provider is configured, or none could list its models.\n');
    const width = Math.max(...entries.map(({ name }) => name.length));
    for (const { name, displayName, providers } of entries) {
      print(
        `${name.padEnd(width)}  ${displayName}${providers.length > 0 ? `  (${providers.join(', ')})` : ''}\n`,
      );
    }
  } finally {
    await krouter.close(0);
  }
}

function print(text: string): void {
  process.stdout.write(text);
}
