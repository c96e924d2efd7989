import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classes } from '../classes.ts';
import { Field } from './field.tsx';

interface TextAreaFieldProps extends ComponentPropsWithRef<'textarea'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string;
}

/** Several lines, set in type of one width. */
export function TextAreaField({ label, hint, error, className, ...area }: TextAreaFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <textarea
          rows={3}
          autoComplete="off"
          spellCheck={false}
          {...area}
          {...ids}
          className={classes(
            'min-w-0 w-full rounded-md border border-edge bg-surface px-2.5 py-1.5 font-mono text-xs text-ink aria-invalid:border-bad',
            className,
          )}
        />
      )}
    </Field>
  );
}
