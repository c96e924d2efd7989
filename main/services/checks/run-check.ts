import { type CheckName, type CheckStep, checkNameSchema } from '../../../contract/check-run.ts';
import type { CheckStep as Tried } from '../../core/check-step.ts';
import type { Provider } from '../../core/provider.ts';
import { adviseOn } from './advise.ts';
import type { OpenRun } from './check-runs.ts';

const ORDER: readonly CheckName[] = checkNameSchema.options;

/** Tries a provider step by step and reports each: running, then how it went; what is not tried is skipped. */
export async function runCheck(provider: Provider, run: OpenRun): Promise<void> {
  const { id, region } = provider;
  const report = (step: CheckName, rest: Pick<CheckStep, 'state'> & Partial<CheckStep>) =>
    run.report({ provider: id, region, step, asked: ASKED[step], ...rest });
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
    report(step.name, resultOf(step, region));
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

function resultOf(step: Tried, region: string | undefined): Pick<CheckStep, 'state'> & Partial<CheckStep> {
  const { ok, detail, iamAction, fix } = step;
  if (ok) return { state: 'ok', said: detail, iamAction };
  return {
    state: 'failed',
    said: detail,
    iamAction,
    explanation: fix,
    ...adviseOn(detail, { region: region ?? '', iamAction }),
  };
}

/** What each step asks, in words. */
const ASKED: { readonly [name in CheckName]: string } = {
  clock: 'Does the endpoint answer, and is this clock right?',
  credentials: 'Are there credentials, and are they whole?',
  identity: 'Who do they belong to? (sts:GetCallerIdentity)',
  models: 'What is offered? (bedrock:ListFoundationModels, bedrock:ListInferenceProfiles)',
  answer: 'Does a model answer with one word? (bedrock:InvokeModelWithResponseStream)',
};
