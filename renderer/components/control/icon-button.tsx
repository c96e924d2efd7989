import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classes } from '../classes.ts';
import { Hint } from './hint.tsx';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Read out, and shown on hover. */
  readonly label: string;
  readonly icon: ReactNode;
  /** false inside dialogs: they lie above everything, hints included. */
  readonly hint?: boolean;
}

export function IconButton({ label, icon, hint = true, className, ...rest }: IconButtonProps) {
  const button = (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={classes(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink disabled:opacity-40',
        className,
      )}
    >
      {icon}
    </button>
  );
  return hint ? <Hint text={label}>{button}</Hint> : button;
}
