import { Download, X } from 'lucide-react';
import type { RequestFilter } from '../../../contract/request-row.ts';
import { Button } from '../../components/control/button.tsx';
import { CompactSelect, type Option } from '../../components/control/select-field.tsx';
import { INPUT_CLASS } from '../../components/control/text-field.tsx';
import { changeFilter, clearFilter } from '../../state/request-filter.ts';
import { periodOptions, periodValue, readPeriod } from './period-filter.ts';
import { useExport } from './use-export.ts';
import { useFilterOptions } from './use-filter-options.ts';

export function FilterBar({ filter }: { readonly filter: RequestFilter }) {
  const { models, regions, apps } = useFilterOptions();
  const { save, busy } = useExport(filter);
  return (
    <search aria-label="Filter finished requests" className="flex flex-wrap items-center gap-2 px-4 py-3">
      <input
        type="search"
        aria-label="Search in id, model, app and error"
        placeholder="Search"
        value={filter.search ?? ''}
        onChange={(event) => changeFilter({ search: event.target.value.slice(0, 200) })}
        className={`${INPUT_CLASS} w-32 min-w-28 max-w-56 flex-1`}
      />
      <CompactSelect
        label="State"
        options={OUTCOMES}
        value={filter.outcome ?? ''}
        onChange={(event) => changeFilter({ outcome: readOutcome(event.target.value) })}
      />
      <CompactSelect
        label="Model"
        options={withAll('All models', models, filter.model)}
        value={filter.model ?? ''}
        onChange={(event) => changeFilter({ model: event.target.value })}
      />
      <CompactSelect
        label="Region"
        options={withAll('All regions', regions, filter.region)}
        value={filter.region ?? ''}
        onChange={(event) => changeFilter({ region: event.target.value })}
      />
      <CompactSelect
        label="App"
        options={withAll('All apps', apps, filter.app)}
        value={filter.app ?? ''}
        onChange={(event) => changeFilter({ app: event.target.value })}
      />
      <CompactSelect
        label="Period"
        options={periodOptions(filter)}
        value={periodValue(filter)}
        onChange={(event) => changeFilter(readPeriod(event.target.value, filter))}
      />
      {filter.session !== undefined && (
        <Button
          look="plain"
          icon={<X size={13} aria-hidden />}
          onClick={() => changeFilter({ session: undefined })}
        >
          Session {filter.session.slice(0, 8)}
        </Button>
      )}
      {Object.keys(filter).length > 0 && (
        <Button look="quiet" onClick={clearFilter}>
          Reset
        </Button>
      )}
      <div className="ml-auto flex gap-1">
        <Button
          look="quiet"
          icon={<Download size={14} aria-hidden />}
          busy={busy}
          onClick={() => save('csv')}
        >
          CSV
        </Button>
        <Button
          look="quiet"
          icon={<Download size={14} aria-hidden />}
          busy={busy}
          onClick={() => save('json')}
        >
          JSON
        </Button>
      </div>
    </search>
  );
}

const OUTCOMES: readonly Option[] = [
  { value: '', label: 'All states' },
  { value: 'ok', label: 'Done' },
  { value: 'error', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
];

function readOutcome(value: string): RequestFilter['outcome'] {
  return value === 'ok' || value === 'error' || value === 'cancelled' ? value : undefined;
}

/** The chosen value is always offered, even when nothing recent has it. */
function withAll(all: string, names: readonly string[], chosen: string | undefined): readonly Option[] {
  const values = chosen === undefined || names.includes(chosen) ? names : [chosen, ...names];
  return [{ value: '', label: all }, ...values.map((value) => ({ value, label: value }))];
}
