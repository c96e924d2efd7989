import type { AppStatus } from '../../../contract/app-status.ts';
import { describeStop } from '../../metering/budgets/budget-words.ts';
import type { SecretStore } from '../../platform/ports/secrets.ts';
import { CallFailure } from '../call-failure.ts';
import type { EngineControl } from '../engine-control.ts';
import type { Implementations } from '../implementations.ts';
import { describeState } from './describe-state.ts';
import type { RoutingSwitch } from './routing-switch.ts';
import type { Today } from './today.ts';

export interface StatusParts {
  readonly version: string;
  readonly engine: EngineControl;
  readonly routing: RoutingSwitch;
  readonly today: Today;
  readonly secrets: SecretStore;
  readonly isDesktop: boolean;
  /** Called when routing was started or stopped. */
  onSwitched(): void;
}

/** Live answers get this long when routing is stopped, in milliseconds. */
const DRAIN_MS = 10_000;

/** The state of the whole, and its main switch. */
export function createStatusCalls(
  parts: StatusParts,
): Implementations<'status.get' | 'routing.start' | 'routing.stop'> {
  const { routing, onSwitched } = parts;
  return {
    'status.get': () => readStatus(parts),
    async 'routing.start'() {
      // Why it failed stands in the state, in words made for people.
      await routing.listen().catch(() => undefined);
      onSwitched();
      const { state } = routing;
      if (state.kind === 'failed') throw new CallFailure('failed', state.message);
      return readStatus(parts);
    },
    async 'routing.stop'() {
      await routing.close({ drainMs: DRAIN_MS });
      onSwitched();
      return readStatus(parts);
    },
  };
}

/** The status at this moment. */
export async function readStatus(parts: StatusParts): Promise<AppStatus> {
  const { engine, routing, today, secrets, version, isDesktop } = parts;
  const inFlight = engine.metering.live.size;
  return {
    version,
    ...describeState({
      routing: routing.state,
      inFlight,
      providers: engine.providers.length,
      health: engine.router.health(),
      stopped: describeStop(engine.metering.budgets.standings()),
    }),
    inFlight,
    today: await today.read(),
    keychain: secrets.place,
    desktop: isDesktop,
  };
}
