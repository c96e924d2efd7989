import type { AppStatus } from '../../contract/app-status.ts';

const WORDS: Record<AppStatus['state'], string> = {
  stopped: 'Stopped',
  running: 'Running',
  busy: 'Busy',
  degraded: 'Degraded',
  error: 'Problem',
};

/** The menu's first line and the icon's tooltip. Tooltips are cut at 127 characters on Windows. */
export function formatState({ state, summary }: AppStatus): string {
  const line = `${WORDS[state]}: ${summary}`;
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}

/** `Today 1.2M tokens, $3.40`, with what has no price said rather than counted as free. */
export function formatToday({ tokens, costUsd, unpriced }: AppStatus['today']): string {
  const cost = costUsd > 0 && costUsd < 0.01 ? 'under $0.01' : `$${costUsd.toFixed(2)}`;
  const hole = unpriced === 0 ? '' : `, ${unpriced} unpriced`;
  return `Today ${formatCount(tokens)} tokens, ${cost}${hole}`;
}

function formatCount(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 999_950) return `${trim(count / 1_000)}k`;
  return `${trim(count / 1_000_000)}M`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
