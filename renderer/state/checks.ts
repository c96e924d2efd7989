import { create } from 'zustand';
import type { CheckRun, CheckStep } from '../../contract/check-run.ts';

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

/** What `checks.get` answered; it knows at least as much as the events did. */
export function replaceCheck(run: CheckRun): void {
  change(run.run, () => run);
}

function change(run: string, update: (known: CheckRun) => CheckRun): void {
  useChecks.setState(({ runs }) => {
    const known = runs.get(run) ?? { run, state: 'running', steps: [] };
    return { runs: new Map(runs).set(run, update(known)) };
  });
}
