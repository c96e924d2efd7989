import type { CheckStep } from '../../contract/check-run.ts';
import type { Provider } from '../core/provider.ts';
import type { PriceOverrides } from '../metering/prices.ts';
import { questionOf, tellStep } from '../services/checks/tell-step.ts';
import { CommandFailure } from './command-failure.ts';
import { loadSettings } from './load-settings.ts';
import type { CommandLine } from './options.ts';
import { build } from './serve.ts';

/**
 * `krouter check`: tries every provider (or the named one) step by step and says what is missing.
 * @throws CommandFailure (exit 1) when a step failed.
 */
export async function check({ operands, options }: CommandLine): Promise<void> {
  const settings = loadSettings(options);
  const krouter = build(settings);
  try {
    const chosen = chooseProviders(krouter.providers, operands[0]);
    const results = await checkAll(chosen, settings.config.prices, options.json !== true);
    if (options.json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
    const failed = results.filter(({ steps }) => steps.some(({ ok }) => !ok));
    if (failed.length > 0) {
      throw new CommandFailure(`Not ready: ${failed.map(({ provider }) => provider).join(', ')}.`, 1);
    }
  } finally {
    await krouter.close(0);
  }
}

/** A step as the dashboard shows it. */
type TriedStep = Omit<CheckStep, 'run' | 'provider' | 'region' | 'step' | 'state'> & {
  readonly name: CheckStep['step'];
  readonly ok: boolean;
};

interface CheckResult {
  readonly provider: string;
  readonly steps: readonly TriedStep[];
}

function chooseProviders(providers: readonly Provider[], name: string | undefined): readonly Provider[] {
  if (providers.length === 0) throw new CommandFailure('No provider is configured.', 1);
  const chosen = providers.filter(({ id }) => name === undefined || id === name);
  if (chosen.length > 0) return chosen;
  const known = providers.map(({ id }) => id).join(', ');
  throw new CommandFailure(`There is no provider "${name}". Configured: ${known}.`, 2);
}

async function checkAll(
  providers: readonly Provider[],
  prices: PriceOverrides,
  print: boolean,
): Promise<readonly CheckResult[]> {
  const { signal } = new AbortController();
  const results: CheckResult[] = [];
  for (const provider of providers) {
    if (print) process.stdout.write(`${provider.id}\n`);
    const steps: TriedStep[] = [];
    for await (const step of provider.check(signal)) {
      const { name, ok } = step;
      const { state: _known, ...told } = tellStep(step, provider, prices);
      const tried = { name, ok, ...questionOf(name), ...told };
      steps.push(tried);
      if (print) process.stdout.write(describe(tried));
    }
    results.push({ provider: provider.id, steps });
  }
  return results;
}

const INDENT = ' '.repeat(23);

/** What was asked and said; where it failed, by which call, with what cure. */
function describe(step: TriedStep): string {
  const { name, ok, said = '', explanation, fix, iamAction, requestId } = step;
  const lines = [`  ${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(11)}  ${said}${spentOn(step)}`];
  if (!ok) {
    if (step.api !== undefined) lines.push(`${INDENT}asked: ${step.api}`);
    if (requestId !== undefined) lines.push(`${INDENT}request id: ${requestId}`);
    if (explanation !== undefined) lines.push(INDENT + explanation);
    if (iamAction !== undefined) lines.push(`${INDENT}needs: ${iamAction}`);
    if (fix?.kind === 'open-url' && fix.value !== undefined)
      lines.push(`${INDENT}${fix.label}: ${fix.value}`);
  }
  return `${lines.join('\n')}\n`;
}

function spentOn({ tokens, costUsd }: TriedStep): string {
  if (tokens === undefined) return '';
  const cost = costUsd === undefined ? 'no price known' : `$${costUsd.toFixed(6)}`;
  return ` (${tokens.input} tokens in, ${tokens.output} out, ${cost})`;
}
