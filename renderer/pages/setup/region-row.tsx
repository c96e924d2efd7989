import { ArrowDown, ArrowUp, X } from 'lucide-react';
import type { BedrockProviderConfig } from '../../../contract/config.ts';
import { IconButton } from '../../components/control/icon-button.tsx';
import { Segmented } from '../../components/control/segmented.tsx';
import { geographyOfRegion, residencySentence } from '../../components/residency.ts';
import { RegionAdvanced } from './region-advanced.tsx';
import { changePlanned } from './setup-state.ts';

interface RegionRowProps {
  readonly provider: BedrockProviderConfig;
  readonly index: number;
  readonly last: boolean;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

const SCOPES = [
  { value: 'in-region', label: 'In region' },
  { value: 'geo', label: 'Geography' },
  { value: 'global', label: 'Global' },
] as const;

/** One region: its place, its scope and what the scope means for data. */
export function RegionRow({ provider, index, last, onMove, onRemove }: RegionRowProps) {
  const { id, region, scope } = provider;
  return (
    <article
      aria-label={region}
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface py-2.5 pr-2 pl-4"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span aria-hidden="true" className="w-4 text-muted">
          {index + 1}
        </span>
        <h3 className="min-w-32 flex-1 text-base font-semibold">{region}</h3>
        <span data-attention={`scope ${id}`} className="flex">
          <Segmented
            label={`Scope of ${region}`}
            options={SCOPES}
            value={scope}
            onChange={(chosen) => changePlanned(id, { scope: chosen })}
          />
        </span>
        <span className="flex">
          <IconButton
            label={`Move ${region} up`}
            icon={<ArrowUp size={14} aria-hidden />}
            disabled={index === 0}
            onClick={() => onMove(index - 1)}
          />
          <IconButton
            label={`Move ${region} down`}
            icon={<ArrowDown size={14} aria-hidden />}
            disabled={last}
            onClick={() => onMove(index + 1)}
          />
          <IconButton label={`Remove ${region}`} icon={<X size={14} aria-hidden />} onClick={onRemove} />
        </span>
      </div>
      <p className="pl-8 text-muted">{residencySentence(scope, region, geographyOfRegion(region))}</p>
      <RegionAdvanced provider={provider} />
    </article>
  );
}
