import { create } from 'zustand';
import { type CheckRun, type CheckStep, checkNameSchema } from '../../contract/check-run.ts';

/** The live checks of the wizard by run, each run's steps in the order in which they were first told. */
export const useChecks = create<{ readonly runs: ReadonlyMap<string, CheckRun> }>(() => ({
  runs: new Map(),
}));

export function recordCheck(step: CheckStep): void {
  change(step.run, ({ steps, ...run }) => {
    const known = steps.some((each) => each.step === step.step);
    return {
      ...run,
      steps: known ? steps.map((each) => (each.step === step.step ? step : each)) : [...steps, step],
    };
  });
}

export function finishCheck(run: string, state: CheckRun['state']): void {
  change(run, (known) => ({ ...known, state }));
}

/**
 * Adds what `checks.get` answered. Answer and events come over two connections, so an answer may be older than the
 * events that were seen before it: what has ended stays ended.
 */
export function mergeCheck(answer: CheckRun): void {
  change(answer.run, (known) => {
    const ended = known.steps.filter(({ state }) => state !== 'running');
    const byName = new Map([...known.steps, ...answer.steps, ...ended].map((step) => [step.step, step]));
    return {
      run: answer.run,
      state: known.state === 'running' ? answer.state : known.state,
      steps: checkNameSchema.options.flatMap((name) => byName.get(name) ?? []),
    };
  });
}

function change(run: string, update: (known: CheckRun) => CheckRun): void {
  useChecks.setState(({ runs }) => {
    const known = runs.get(run) ?? { run, state: 'running', steps: [] };
    return { runs: new Map(runs).set(run, update(known)) };
  });
}
