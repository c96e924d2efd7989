import type { CheckRun } from '../../../contract/check-run.ts';
import { bedrockProviderSchema } from '../../../contract/config.ts';
import type { SignInOption, WizardState } from '../../../contract/wizard.ts';
import { notFound } from '../../../main/services/call-failure.ts';
import type { Implementations } from '../../../main/services/implementations.ts';
import { CHECK_NAMES, checkStep } from './sample-checks.ts';
import type { SampleState } from './sample-state.ts';

const STEP_MS = 40;

const OPTIONS: SignInOption[] = [
  {
    kind: 'sso',
    label: 'work',
    detail: 'IAM Identity Center, signed in until 17:40.',
    credentials: { source: 'sso', profile: 'work' },
    region: 'us-east-1',
  },
  {
    kind: 'login',
    label: 'console',
    detail: 'aws login.',
    credentials: { source: 'login', profile: 'console' },
    problem: 'The console session has ended.',
  },
  {
    kind: 'env',
    label: 'Environment variables',
    detail: 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    credentials: { source: 'env' },
    problem: 'The key begins with ASIA and needs AWS_SESSION_TOKEN.',
  },
];

type Names =
  | `wizard.${'detect' | 'paste' | 'load' | 'save' | 'finish' | 'simulate'}`
  | `checks.${'start' | 'get' | 'cancel'}`;

/** The wizard's calls; checks tell their steps one by one. */
export function wizardImplementations(state: SampleState): Implementations<Names> {
  const runs = new Map<string, CheckRun>();
  return {
    'wizard.detect': () => OPTIONS,
    'wizard.paste': ({ text }) =>
      text.includes('AKIA')
        ? { handle: 'handle-1', kind: 'access-key', keyEnding: '7QXD', region: 'eu-west-1' }
        : { kind: 'nothing', problem: 'There is no access key and no Bedrock API key in this text.' },
    'wizard.load': () => state.wizard,
    'wizard.save': (wizard) => {
      state.wizard = wizard;
      return {};
    },
    'wizard.finish': () => {
      state.wizard = undefined;
      return {};
    },
    'wizard.simulate': () => {
      state.wizard = simulated();
      return state.wizard;
    },
    'checks.start': ({ provider }) => {
      const run = `run_${runs.size + 1}`;
      runs.set(run, { run, state: 'running', steps: [] });
      if (provider.type !== 'bedrock') throw notFound('This region');
      const { id, region, scope } = provider;
      play(
        CHECK_NAMES.map((step) => checkStep({ run, provider: id, region, step }, scope)),
        runs,
        state,
      );
      return { run };
    },
    'checks.get': ({ run }) => runs.get(run) ?? { run, state: 'cancelled', steps: [] },
    'checks.cancel': ({ run }) => {
      finish({ run, state: 'cancelled' }, runs, state);
      return {};
    },
  };
}

function simulated(): WizardState {
  const regions = ['us-east-1', 'us-west-2'];
  const providers = regions.map((region) =>
    bedrockProviderSchema.parse({
      id: `sim-${region}`,
      type: 'bedrock',
      region,
      credentials: { source: 'env' },
    }),
  );
  return { step: 'checks', providers, simulated: true };
}

function play(
  steps: readonly CheckRun['steps'][number][],
  runs: Map<string, CheckRun>,
  state: SampleState,
): void {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  setTimeout(() => {
    const run = runs.get(step.run);
    if (run?.state !== 'running') return;
    runs.set(step.run, { ...run, steps: [...run.steps, step] });
    state.emit({ type: 'check-progressed', step });
    if (step.state === 'failed') finish({ run: step.run, state: 'failed' }, runs, state);
    else if (rest.length === 0) finish({ run: step.run, state: 'passed' }, runs, state);
    else play(rest, runs, state);
  }, STEP_MS);
}

function finish(end: Pick<CheckRun, 'run' | 'state'>, runs: Map<string, CheckRun>, state: SampleState): void {
  const known = runs.get(end.run);
  if (known?.state !== 'running') return;
  runs.set(end.run, { ...known, ...end });
  state.emit({ type: 'check-finished', ...end });
}
