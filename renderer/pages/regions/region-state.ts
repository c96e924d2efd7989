import type { RegionCard, TargetHealthView } from '../../../contract/region-card.ts';
import type { Tone } from '../../components/feedback/state-mark.tsx';

interface StateWord {
  readonly tone: Tone;
  readonly word: string;
}

export const REGION_STATES: Record<RegionCard['state'], StateWord> = {
  healthy: { tone: 'ok', word: 'Healthy' },
  degraded: { tone: 'warn', word: 'Degraded' },
  down: { tone: 'bad', word: 'Down' },
  unknown: { tone: 'idle', word: 'Not used yet' },
};

export const TARGET_STATES: Record<TargetHealthView['state'], StateWord> = {
  healthy: { tone: 'ok', word: 'Healthy' },
  degraded: { tone: 'warn', word: 'Degraded' },
  open: { tone: 'bad', word: 'Paused' },
  'half-open': { tone: 'half', word: 'Probing' },
  unknown: { tone: 'idle', word: 'Not used yet' },
};
