interface Tick {
  readonly value: string;
  readonly label: string;
}

interface TickListProps {
  readonly legend: string;
  readonly ticks: readonly Tick[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string, chosen: boolean) => void;
}

/** Any number of choices. */
export function TickList({ legend, ticks, chosen, onToggle }: TickListProps) {
  return (
    <fieldset className="grid grid-cols-[repeat(auto-fill,minmax(min(12rem,100%),1fr))] gap-x-4 gap-y-1">
      <legend className="mb-1 text-xs text-muted">{legend}</legend>
      {ticks.map(({ value, label }) => (
        <label key={value} className="inline-flex items-center gap-2">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) => onToggle(value, event.target.checked)}
            className="size-4 accent-accent"
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
