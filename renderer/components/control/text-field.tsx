import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classes } from '../classes.ts';
import { Field } from './field.tsx';

export const INPUT_CLASS =
  'h-8 min-w-0 rounded-md border border-edge bg-surface px-2.5 text-sm text-ink aria-invalid:border-bad disabled:opacity-60';

interface TextFieldProps extends ComponentPropsWithRef<'input'> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string;
}

export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...input}
          {...ids}
          className={classes(INPUT_CLASS, 'w-full', className)}
        />
      )}
    </Field>
  );
}
