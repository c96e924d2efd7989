import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classes } from '../classes.ts';
import { Field } from './field.tsx';
import { INPUT_CLASS } from './text-field.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps extends ComponentPropsWithRef<'select'> {
  readonly label: string;
  readonly options: readonly Option[];
  readonly hint?: ReactNode;
  readonly error?: string;
}

/** The platform's own list: it needs no script to be reached by keyboard, screen reader or touch. */
export function SelectField({ label, options, hint, error, className, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <select {...select} {...ids} className={classes(INPUT_CLASS, 'w-full', className)}>
          <Options options={options} />
        </select>
      )}
    </Field>
  );
}

interface CompactSelectProps extends ComponentPropsWithRef<'select'> {
  /** Read out; the chosen option says the rest. */
  readonly label: string;
  readonly options: readonly Option[];
}

/** A select for bars: its label is read, not shown. */
export function CompactSelect({ label, options, className, ...select }: CompactSelectProps) {
  return (
    <select {...select} aria-label={label} className={classes(INPUT_CLASS, 'max-w-40', className)}>
      <Options options={options} />
    </select>
  );
}

function Options({ options }: { readonly options: readonly Option[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
