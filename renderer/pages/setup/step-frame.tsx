import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '../../components/control/button.tsx';
import { changeSetup, takeAttention, useSetup } from './setup-state.ts';
import { STEP_LIST, stepIndex } from './step-list.ts';

interface StepFrameProps {
  readonly next?: string;
  readonly nextDisabled?: boolean;
  readonly busy?: boolean;
  /** In the place of just going on. */
  readonly onNext?: () => void;
  /** More buttons at the left of the bar. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A step: heading, content, and the bar that leads on. The heading takes the focus, so the keyboard starts at the top;
 * unless a failed check has pointed to a field.
 */
export function StepFrame({
  next = 'Continue',
  nextDisabled,
  busy,
  onNext,
  actions,
  children,
}: StepFrameProps) {
  const step = useSetup(({ state }) => state.step);
  const section = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const pointed = findPointed(section.current);
    if (pointed !== undefined) return pointed.focus();
    document.getElementById('main')?.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, []);
  const index = stepIndex(step);
  const entry = STEP_LIST[index];
  const go = (to: number): void => {
    const target = STEP_LIST[to];
    if (target !== undefined) changeSetup({ step: target.step });
  };
  return (
    <section ref={section} aria-labelledby="step-heading" className="flex max-w-5xl flex-col gap-4">
      <header>
        <h2
          id="step-heading"
          ref={heading}
          tabIndex={-1}
          className="text-lg font-semibold tracking-tight outline-none"
        >
          {entry?.heading}
        </h2>
        <p className="text-muted">{entry?.lead}</p>
      </header>
      {children}
      <footer className="flex items-center gap-2 border-t border-line pt-4">
        {actions}
        <span className="flex-1" />
        {index > 0 && <Button onClick={() => go(index - 1)}>Back</Button>}
        <Button look="primary" disabled={nextDisabled} busy={busy} onClick={onNext ?? (() => go(index + 1))}>
          {next}
        </Button>
      </footer>
    </section>
  );
}

/** The control to begin with in the part of the step that is marked with what was pointed to. */
function findPointed(step: HTMLElement | null): HTMLElement | undefined {
  const attention = takeAttention();
  const place = attention && step?.querySelector(`[data-attention="${attention}"]`);
  const found = ['textarea', '[data-state="on"]', 'input'].flatMap(
    (control) => place?.querySelector<HTMLElement>(control) ?? [],
  );
  return found[0];
}
