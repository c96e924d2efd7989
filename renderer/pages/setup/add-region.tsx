import { type FormEvent, useId, useState } from 'react';
import { bedrockProviderSchema } from '../../../contract/config.ts';
import { Button } from '../../components/control/button.tsx';
import { TextField } from '../../components/control/text-field.tsx';
import { KNOWN_REGIONS } from './known-regions.ts';
import { planRegion } from './plan-region.ts';
import { changeSetup, useSetup } from './setup-state.ts';

/** Known regions are offered as one types; any name of AWS's form is taken. */
export function AddRegion({ present }: { readonly present: readonly string[] }) {
  const listId = useId();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const region = bedrockProviderSchema.shape.region.safeParse(name.trim());
    setError(region.success ? undefined : region.error.issues[0]?.message);
    if (!region.success) return;
    setName('');
    changeSetup({ providers: [...useSetup.getState().state.providers, planRegion(region.data)] });
  };
  return (
    <form onSubmit={add} data-attention="add-region" className="flex max-w-md items-start gap-2">
      <div className="flex-1">
        <TextField
          label="Add a region"
          placeholder="eu-west-1"
          list={listId}
          value={name}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id={listId}>
          {KNOWN_REGIONS.flatMap(({ geography, regions }) =>
            regions
              .filter((region) => !present.includes(region))
              .map((region) => (
                <option key={region} value={region}>
                  {geography}
                </option>
              )),
          )}
        </datalist>
      </div>
      <Button type="submit" className="mt-6">
        Add
      </Button>
    </form>
  );
}
