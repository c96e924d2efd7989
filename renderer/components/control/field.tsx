import { type ReactNode, useId } from 'react';

interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string;
  readonly children: (ids: FieldIds) => ReactNode;
}

/** A label above its control, with a hint or the fault below. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const below = error ?? hint;
  const described = below === undefined ? undefined : `${id}-below`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error !== undefined })}
      {below !== undefined && (
        <p
          id={described}
          role={error === undefined ? undefined : 'alert'}
          className={error === undefined ? 'text-xs text-muted' : 'text-xs text-bad first-letter:uppercase'}
        >
          {below}
        </p>
      )}
    </div>
  );
}
