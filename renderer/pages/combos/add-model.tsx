import { useId } from 'react';
import { INPUT_CLASS } from '../../components/control/text-field.tsx';
import { useModelNames } from './use-model-names.ts';

interface AddModelProps {
  readonly present: readonly string[];
  readonly onAdd: (model: string) => void;
}

/** A list of what there is; what is not listed yet cannot be chosen by mistake. */
export function AddModel({ present, onAdd }: AddModelProps) {
  const id = useId();
  const names = useModelNames().filter((name) => !present.includes(name));
  return (
    <div className="flex items-center gap-3">
      <label htmlFor={id} className="w-20 shrink-0 text-muted">
        Add model
      </label>
      <select
        id={id}
        value=""
        onChange={(event) => onAdd(event.target.value)}
        disabled={names.length === 0}
        className={`${INPUT_CLASS} w-full`}
      >
        <option value="">{names.length === 0 ? 'No other models' : 'Choose a model'}</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
