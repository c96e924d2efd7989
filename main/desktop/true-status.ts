import type { AppStatus } from '../../contract/app-status.ts';
import type { ProbeResult } from './health-probe.ts';

/** What is shown: the engine's own word, unless its port says otherwise. */
export function trueStatus(status: AppStatus, probe: ProbeResult | undefined): AppStatus {
  if (status.baseUrl === undefined || probe === undefined || probe.kind === 'ours') return status;
  return { ...status, state: 'error', summary: `${status.baseUrl} ${SAYINGS[probe.kind]}` };
}

const SAYINGS: Record<Exclude<ProbeResult['kind'], 'ours'>, string> = {
  silent: 'does not answer, although routing is on. Stop it and start it again.',
  stranger: 'is answered by another program. Apps reach that program instead of kRouter.',
  'other-krouter': 'is answered by another kRouter. Quit the other one, or choose another port.',
};
