import { type CheckName, checkNameSchema } from '../../../contract/check-run.ts';
import type { CheckStep as Tried } from '../../core/check-step.ts';
import type { Provider } from '../../core/provider.ts';
import type { PriceOverrides } from '../../metering/prices.ts';
import type { SecretStore } from '../../platform/ports/secrets.ts';
import type { OpenRun } from './check-runs.ts';
import { questionOf, type StepResult, tellStep } from './tell-step.ts';

const ORDER: readonly CheckName[] = checkNameSchema.options;

/** What the words of a run depend on beside the provider. */
export interface CheckSetting {
  readonly prices: PriceOverrides;
  /** Looked at when a step has failed: by then its place is known. */
  readonly secrets: Pick<SecretStore, 'place'>;
}

/** Tries a provider step by step and reports each: running, then how it went; what is not tried is skipped. */
export async function runCheck(
  provider: Provider,
  run: OpenRun,
  { prices, secrets }: CheckSetting,
): Promise<void> {
  const { id, type, region } = provider;
  const report = (step: CheckName, rest: StepResult) =>
    run.report({ provider: id, region, step, ...questionOf(step), ...rest });
  const skip = (from: number, end: number) => {
    for (const step of ORDER.slice(from, end)) report(step, { state: 'skipped' });
  };
  let next = 0;
  let answered = false;
  report('clock', { state: 'running' });
  for await (const step of provider.check(run.cancellation)) {
    if (run.cancellation.aborted) return;
    const at = ORDER.indexOf(step.name);
    skip(next, at);
    report(step.name, tellStep(step, { type, region, keychain: secrets.place }, prices));
    // The answer is the proof: a region that will not list its models, say, still serves them.
    answered = step.name === 'answer' && step.ok;
    next = at + 1;
    const following = ORDER[next];
    if (following !== undefined && goesOn(step)) report(following, { state: 'running' });
  }
  skip(next, ORDER.length);
  run.finish(answered ? 'passed' : 'failed');
}

function goesOn({ name, ok, isFatal }: Tried): boolean {
  return ok || (name !== 'credentials' && isFatal !== true);
}
