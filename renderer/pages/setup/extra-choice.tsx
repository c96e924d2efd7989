export type Extra = 'list' | 'bearer' | 'marketplace';

interface ExtraChoiceProps {
  readonly extras: readonly Extra[];
  readonly onChange: (extras: readonly Extra[]) => void;
}

const EXTRAS: readonly { readonly extra: Extra; readonly label: string }[] = [
  { extra: 'list', label: 'List models and profiles' },
  { extra: 'bearer', label: 'Use Bedrock API keys' },
  { extra: 'marketplace', label: 'First use of a model (Marketplace, remove afterwards)' },
];

/** Rights that not everybody needs. */
export function ExtraChoice({ extras, onChange }: ExtraChoiceProps) {
  return (
    <fieldset className="mb-3 flex flex-wrap gap-x-5 gap-y-1">
      <legend className="sr-only">Also allow</legend>
      {EXTRAS.map(({ extra, label }) => (
        <label key={extra} className="inline-flex items-center gap-2">
          <input
            type="checkbox"
            checked={extras.includes(extra)}
            onChange={(event) =>
              onChange(event.target.checked ? [...extras, extra] : extras.filter((each) => each !== extra))
            }
            className="size-4 accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
