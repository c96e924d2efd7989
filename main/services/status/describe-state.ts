import type { AppStatus } from '../../../contract/app-status.ts';
import type { TargetHealth } from '../../routing/describe-health.ts';
import { baseUrlOf } from './base-url.ts';
import type { SwitchState } from './routing-switch.ts';

export interface StateFacts {
  readonly routing: SwitchState;
  readonly inFlight: number;
  /** How many providers are configured. */
  readonly providers: number;
  readonly health: readonly TargetHealth[];
  /** A budget that is spent and stops requests, in a sentence. */
  readonly stopped?: string;
}

export type DescribedState = Pick<AppStatus, 'state' | 'summary' | 'baseUrl'>;

/** The one state that matters most, and the sentence that says why. */
export function describeState({ routing, inFlight, providers, health, stopped }: StateFacts): DescribedState {
  if (routing.kind === 'stopped') return { state: 'stopped', summary: 'Routing is stopped.' };
  if (routing.kind === 'failed') return { state: 'error', summary: routing.message };
  const baseUrl = baseUrlOf(routing.address);
  if (providers === 0) {
    return { state: 'degraded', summary: 'No provider is set up yet, so no model can answer.', baseUrl };
  }
  // Before a region's trouble: nobody finds out by waiting.
  if (stopped !== undefined) return { state: 'degraded', summary: stopped, baseUrl };
  const trouble = describeTrouble(health, providers);
  if (trouble !== undefined) return { ...trouble, baseUrl };
  if (inFlight === 0) return { state: 'running', summary: `Ready at ${baseUrl}.`, baseUrl };
  const requests = inFlight === 1 ? '1 request' : `${inFlight} requests`;
  return { state: 'busy', summary: `Answering ${requests}.`, baseUrl };
}

function describeTrouble(health: readonly TargetHealth[], providers: number): DescribedState | undefined {
  const down = health.filter(({ state }) => state === 'ejected');
  const limited = health.filter(({ state }) => state === 'limited');
  const [first] = down;
  if (first === undefined) {
    if (limited.length === 0) return undefined;
    return {
      state: 'degraded',
      summary: `${placesOf(limited)} ${isOrAre(limited)} at the limit of the quota.`,
    };
  }
  // A provider that was never used is not in `health`, and may well answer.
  const isAll =
    down.length === health.length && new Set(down.map(({ provider }) => provider)).size >= providers;
  if (isAll) {
    const cause = first.lastError?.message ?? first.why;
    return { state: 'error', summary: `No provider answers at the moment. ${placesOf([first])}: ${cause}` };
  }
  return {
    state: 'degraded',
    summary: `${placesOf(down)} ${isOrAre(down)} failing; other providers answer.`,
  };
}

function placesOf(health: readonly TargetHealth[]): string {
  return [...new Set(health.map(({ region, provider }) => region ?? provider))].join(', ');
}

function isOrAre(health: readonly TargetHealth[]): string {
  return new Set(health.map(({ region, provider }) => region ?? provider)).size === 1 ? 'is' : 'are';
}
