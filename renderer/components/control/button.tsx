import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classes } from '../classes.ts';

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong font-medium',
  plain: 'border border-edge/70 bg-surface text-ink hover:bg-sunken',
  quiet: 'text-ink hover:bg-sunken',
  danger: 'border border-bad/60 bg-surface text-bad hover:bg-bad-soft',
} as const;

export type ButtonLook = keyof typeof LOOKS;

const SHAPE =
  'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md px-3 text-sm whitespace-nowrap';

export function buttonClass(look: ButtonLook, more?: string): string {
  return classes(SHAPE, LOOKS[look], more);
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: ButtonLook;
  readonly icon?: ReactNode;
  /** Something is under way: the button stays where it is and takes no clicks. */
  readonly busy?: boolean;
}

export function Button({ look = 'plain', icon, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy}
      disabled={rest.disabled === true || busy}
      className={buttonClass(look, classes('disabled:opacity-55', className))}
    >
      {icon}
      {children}
    </button>
  );
}
