import { type ReactNode, useId } from 'react';
import { classes } from '../../components/classes.ts';

interface ChoiceCardProps {
  readonly title: ReactNode;
  readonly detail: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  /** Shown while it is chosen. */
  readonly children?: ReactNode;
}

/** One of several ways. The browser's own radio button: arrow keys move between them. */
export function ChoiceCard({ title, detail, checked, onChoose, children }: ChoiceCardProps) {
  const id = useId();
  return (
    <div
      data-attention={checked ? 'credentials' : undefined}
      className={classes('rounded-lg border bg-surface', checked ? 'border-accent' : 'border-line')}
    >
      <label htmlFor={id} className="flex items-start gap-3 px-4 py-2.5">
        <input
          id={id}
          type="radio"
          name="sign-in"
          checked={checked}
          onChange={onChoose}
          aria-describedby={`${id}-detail`}
          className="mt-0.5 size-4 accent-accent"
        />
        <span className="min-w-0 flex-1">
          <span className="font-medium">{title}</span>
          <span id={`${id}-detail`} className="block text-muted">
            {detail}
          </span>
        </span>
      </label>
      {checked && children !== undefined && (
        <div className="px-4 pb-4 pl-11 has-[>:only-child:empty]:hidden">{children}</div>
      )}
    </div>
  );
}
