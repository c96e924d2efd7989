import { useId } from 'react';
import { INPUT_CLASS } from '../../components/control/text-field.tsx';
import { RESIDENCY_OPTIONS } from '../providers/scope-options.ts';

interface ResidencySelectProps {
  readonly value: string | undefined;
  readonly onChange: (residency: string | undefined) => void;
}

/** Where requests may go at all. What is outside is never tried. */
export function ResidencySelect({ value = '', onChange }: ResidencySelectProps) {
  const id = useId();
  const known = RESIDENCY_OPTIONS.some((option) => option.value === value);
  const options = known ? RESIDENCY_OPTIONS : [...RESIDENCY_OPTIONS, { value, label: value }];
  return (
    <div className="flex items-center gap-3">
      <label htmlFor={id} className="w-20 shrink-0 text-muted">
        Residency
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
        className={`${INPUT_CLASS} w-full`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
