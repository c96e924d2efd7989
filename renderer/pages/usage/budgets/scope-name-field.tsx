import { type ComponentPropsWithRef, useId } from 'react';
import type { BudgetScope } from '../../../../contract/budget.ts';
import { SelectField } from '../../../components/control/select-field.tsx';
import { TextField } from '../../../components/control/text-field.tsx';
import { useCall } from '../../../state/use-call.ts';
import { useFilterOptions } from '../../live/use-filter-options.ts';

type NamedKind = Exclude<BudgetScope['kind'], 'all'>;

interface ScopeNameFieldProps
  extends Omit<ComponentPropsWithRef<'input'> & ComponentPropsWithRef<'select'>, 'ref'> {
  readonly kind: NamedKind;
  readonly error: string | undefined;
}

/** Which provider, app or model. Providers are chosen; apps and models may also be ones that were never seen. */
export function ScopeNameField({ kind, ...field }: ScopeNameFieldProps) {
  return kind === 'provider' ? <ProviderField {...field} /> : <SuggestedField kind={kind} {...field} />;
}

function ProviderField(field: Omit<ScopeNameFieldProps, 'kind'>) {
  const { data = [] } = useCall('providers.list', {});
  const options = [
    { value: '', label: 'Choose a provider' },
    ...data.map(({ config: { id } }) => ({ value: id, label: id })),
  ];
  return <SelectField label="Provider" options={options} {...field} />;
}

const LABELS: Record<NamedKind, string> = { provider: 'Provider', app: 'App', model: 'Model' };
const EXAMPLES: Record<NamedKind, string> = {
  provider: '',
  app: 'claude-code',
  model: 'claude-opus-4-6',
};

function SuggestedField({ kind, ...field }: ScopeNameFieldProps) {
  const id = useId();
  const { apps } = useFilterOptions();
  const { data: models = [] } = useCall('models.list', {});
  const names = kind === 'app' ? apps : models.map(({ name }) => name.slice(name.lastIndexOf('/') + 1));
  return (
    <>
      <TextField label={LABELS[kind]} placeholder={EXAMPLES[kind]} list={id} {...field} />
      <datalist id={id}>
        {[...new Set(names)].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
