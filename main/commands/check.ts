import type { CheckStep } from '../core/check-step.ts';
import type { Provider } from '../core/provider.ts';
import { CommandFailure } from './command-failure.ts';
import { loadSettings } from './load-settings.ts';
import type { CommandLine } from './options.ts';
import { build } from './serve.ts';

/**
 * `krouter check`: tries every provider (or the named one) step by step and says what is missing.
 * @throws CommandFailure (exit 1) when a step failed.
 */
export async function check({ operands, options }: CommandLine): Promise<void> {
  const krouter = build(loadSettings(options));
  try {
    const results = await checkAll(chooseProviders(krouter.providers, operands[0]), options.json !== true);
    if (options.json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
    const failed = results.filter(({ steps }) => steps.some(({ ok }) => !ok));
    if (failed.length > 0) {
      throw new CommandFailure(`Not ready: ${failed.map(({ provider }) => provider).join(', ')}.`, 1);
    }
  } finally {
    await krouter.close(0);
  }
}

interface CheckResult {
  readonly provider: string;
  readonly steps: readonly CheckStep[];
}

function chooseProviders(providers: readonly Provider[], name: string | undefined): readonly Provider[] {
  if (providers.length === 0) throw new CommandFailure('No provider is configured.', 1);
  const chosen = providers.filter(({ id }) => name === undefined || id === name);
  if (chosen.length > 0) return chosen;
  const known = providers.map(({ id }) => id).join(', ');
  throw new CommandFailure(`There is no provider "${name}". Configured: ${known}.`, 2);
}

async function checkAll(providers: readonly Provider[], print: boolean): Promise<readonly CheckResult[]> {
  const { signal } = new AbortController();
  const results: CheckResult[] = [];
  for (const provider of providers) {
    if (print) process.stdout.write(`${provider.id}\n`);
    const steps: CheckStep[] = [];
    for await (const step of provider.check(signal)) {
      steps.push(step);
      if (print) process.stdout.write(describe(step));
    }
    results.push({ provider: provider.id, steps });
  }
  return results;
}

function describe({ name, ok, detail, fix }: CheckStep): string {
  const line = `  ${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(11)}  ${detail}\n`;
  return ok || fix === undefined ? line : `${line}${' '.repeat(23)}${fix}\n`;
}
