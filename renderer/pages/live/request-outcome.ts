import type { RequestRow } from '../../../contract/request-row.ts';
import type { Tone } from '../../components/feedback/state-mark.tsx';

interface Outcome {
  readonly tone: Tone;
  readonly word: string;
}

const OUTCOMES: Record<RequestRow['outcome'], Outcome> = {
  ok: { tone: 'ok', word: 'Done' },
  error: { tone: 'bad', word: 'Failed' },
  cancelled: { tone: 'idle', word: 'Cancelled' },
};

/** How a request ended, by shape and word. */
export function outcomeOf(row: RequestRow): Outcome {
  return OUTCOMES[row.outcome];
}
