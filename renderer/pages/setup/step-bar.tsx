import { Check } from 'lucide-react';
import type { WizardState } from '../../../contract/wizard.ts';
import { classes } from '../../components/classes.ts';
import { changeSetup } from './setup-state.ts';
import { STEP_LIST, stepIndex } from './step-list.ts';

/** Where the wizard stands. Steps that are done can be gone back to. */
export function StepBar({ state }: { readonly state: WizardState }) {
  const current = stepIndex(state.step);
  return (
    <ol aria-label="Steps" className="flex flex-wrap items-center gap-x-1 gap-y-1">
      {STEP_LIST.map(({ step, title }, index) => (
        <li key={step} className="flex items-center gap-1">
          {index > 0 && <span aria-hidden="true" className="h-px w-2 bg-edge/60 min-[72rem]:w-4" />}
          <button
            type="button"
            disabled={index > current}
            aria-current={index === current ? 'step' : undefined}
            onClick={() => changeSetup({ step })}
            className={classes(
              'inline-flex h-8 items-center gap-2 rounded-md px-2',
              index === current ? 'font-semibold text-ink' : 'text-muted',
              index < current && 'hover:bg-sunken',
            )}
          >
            <span
              aria-hidden="true"
              className={classes(
                'flex size-5 items-center justify-center rounded-full text-xs',
                index === current ? 'bg-accent text-on-accent' : 'border border-edge/70',
              )}
            >
              {index < current ? <Check size={12} /> : index + 1}
            </span>
            {title}
            {index < current && <span className="sr-only">, done</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}
