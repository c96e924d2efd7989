import { classes } from '../classes.ts';
import { CUT_TITLE } from '../cut-title.ts';

/** A state is told by its shape, its word and its colour; any one of the three would do. */
export type Tone = 'ok' | 'warn' | 'bad' | 'half' | 'busy' | 'idle';

const COLOURS: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  half: 'text-warn',
  busy: 'text-accent',
  idle: 'text-muted',
};

export function StateMark({ tone }: { readonly tone: Tone }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={classes('size-3 shrink-0', COLOURS[tone])}>
      <Shape tone={tone} />
    </svg>
  );
}

function Shape({ tone }: { readonly tone: Tone }) {
  switch (tone) {
    case 'ok':
      return <circle cx="6" cy="6" r="4.5" fill="currentColor" />;
    case 'warn':
      return <path d="M6 1.2 11.3 10.6H.7Z" fill="currentColor" />;
    case 'bad':
      return <path d="M2.2 2.2 9.8 9.8M9.8 2.2 2.2 9.8" stroke="currentColor" strokeWidth="2.4" />;
    case 'half':
      return (
        <>
          <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
          <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4Z" fill="currentColor" />
        </>
      );
    case 'busy':
      return <path d="M3 1.6 10.4 6 3 10.4Z" fill="currentColor" />;
    case 'idle':
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.6" />;
  }
}

interface StateLabelProps {
  readonly tone: Tone;
  readonly word: string;
  readonly className?: string;
}

export function StateLabel({ tone, word, className }: StateLabelProps) {
  return (
    <span className={classes('inline-flex items-center gap-1.5 align-bottom whitespace-nowrap', className)}>
      <StateMark tone={tone} />
      <span {...CUT_TITLE} className="min-w-0 truncate">
        {word}
      </span>
    </span>
  );
}
