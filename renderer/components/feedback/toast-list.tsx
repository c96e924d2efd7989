import { X } from 'lucide-react';
import { dismissToast, useToasts } from '../../state/toasts.ts';
import { IconButton } from '../control/icon-button.tsx';
import { StateMark, type Tone } from './state-mark.tsx';

const TONES = { info: 'ok', warning: 'warn', error: 'bad' } as const satisfies Record<string, Tone>;

/** Short notices in the corner. Errors interrupt a screen reader, the rest waits its turn. */
export function ToastList() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-40 flex w-80 flex-col gap-2"
    >
      {toasts.map(({ id, level, text }) => (
        <div
          key={id}
          role={level === 'error' ? 'alert' : undefined}
          className="pointer-events-auto flex animate-[rise-in_140ms_ease-out] items-start gap-2.5 rounded-md border border-line bg-surface py-2 pr-1 pl-3 shadow-float"
        >
          <span className="mt-2.5">
            <StateMark tone={TONES[level]} />
          </span>
          <p className="min-w-0 flex-1 py-1.5 wrap-break-word">{text}</p>
          <IconButton label="Dismiss" icon={<X size={14} aria-hidden />} onClick={() => dismissToast(id)} />
        </div>
      ))}
    </section>
  );
}
