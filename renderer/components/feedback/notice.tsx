import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import { StateMark, type Tone } from './state-mark.tsx';

const GROUNDS: Record<Tone, string> = {
  ok: 'bg-ok-soft',
  warn: 'bg-warn-soft',
  bad: 'bg-bad-soft',
  half: 'bg-warn-soft',
  busy: 'bg-accent-soft',
  idle: 'bg-sunken',
};

interface NoticeProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A fact inside the page that wants to be seen. */
export function Notice({ tone, title, actions, children }: NoticeProps) {
  return (
    <div className={classes('flex items-start gap-2.5 rounded-md px-3 py-2', GROUNDS[tone])}>
      <span className="mt-1">
        <StateMark tone={tone} />
      </span>
      <div className="min-w-0 flex-1">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children}
      </div>
      {actions}
    </div>
  );
}
