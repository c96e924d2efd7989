import type { CheckRun, CheckStep } from '../../../contract/check-run.ts';
import { notFound } from '../call-failure.ts';
import type { LiveListener } from '../events/event-hub.ts';

/** A run that is under way. */
export interface OpenRun {
  readonly id: string;
  readonly cancellation: AbortSignal;
  report(step: Omit<CheckStep, 'run'>): void;
  finish(state: 'passed' | 'failed'): void;
}

/** The last runs, so that a page that comes late can catch up. */
export interface CheckRuns {
  open(): OpenRun;
  /** @throws CallFailure */
  get(id: string): CheckRun;
  /** @throws CallFailure */
  cancel(id: string): void;
}

interface Run {
  readonly id: string;
  readonly controller: AbortController;
  readonly steps: Map<CheckStep['step'], CheckStep>;
  state: CheckRun['state'];
}

const MAX_RUNS = 50;

/** @param randomId text that cannot be guessed */
export function createCheckRuns(randomId: () => string, emit: LiveListener): CheckRuns {
  const runs = new Map<string, Run>();
  const find = (id: string): Run => {
    const run = runs.get(id);
    if (run === undefined) throw notFound('This check');
    return run;
  };
  const end = (run: Run, state: CheckRun['state']): void => {
    if (run.state !== 'running') return;
    run.state = state;
    emit({ type: 'check-finished', run: run.id, state });
  };
  return {
    open() {
      const run = keep(runs, randomId());
      return {
        id: run.id,
        cancellation: run.controller.signal,
        report(step) {
          if (run.state !== 'running') return;
          const told = { ...step, run: run.id };
          run.steps.set(step.step, told);
          emit({ type: 'check-progressed', step: told });
        },
        finish: (state) => end(run, state),
      };
    },
    get(id) {
      const { state, steps } = find(id);
      return { run: id, state, steps: [...steps.values()] };
    },
    cancel(id) {
      const run = find(id);
      run.controller.abort();
      end(run, 'cancelled');
    },
  };
}

function keep(runs: Map<string, Run>, id: string): Run {
  const run: Run = { id, controller: new AbortController(), steps: new Map(), state: 'running' };
  runs.set(id, run);
  const [oldest] = runs.size > MAX_RUNS ? runs.keys() : [];
  if (oldest !== undefined) runs.delete(oldest);
  return run;
}
