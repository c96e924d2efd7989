import type { ProviderConfig } from '../../../contract/config.ts';
import type { PriceOverrides } from '../../metering/prices.ts';
import type { Log } from '../../platform/ports/log.ts';
import type { SecretStore } from '../../platform/ports/secrets.ts';
import type { EngineControl } from '../engine-control.ts';
import type { Implementations } from '../implementations.ts';
import type { PastedSecrets } from '../wizard/pasted-secrets.ts';
import type { CheckRuns } from './check-runs.ts';
import { runCheck } from './run-check.ts';

export interface CheckParts {
  readonly engine: Pick<EngineControl, 'trial'>;
  readonly pasted: PastedSecrets;
  readonly runs: CheckRuns;
  readonly log: Log;
  readonly secrets: Pick<SecretStore, 'place'>;
  prices(): PriceOverrides;
}

/** Live checks of a provider, configured or not yet. */
export function createCheckCalls(
  parts: CheckParts,
): Implementations<'checks.start' | 'checks.get' | 'checks.cancel'> {
  const { engine, pasted, runs, log, secrets, prices } = parts;
  return {
    'checks.start'({ provider, pasted: handle }) {
      const trial =
        handle === undefined
          ? engine.trial(provider)
          : engine.trial(withKept(provider), pasted.readerOf(handle));
      const run = runs.open();
      runCheck(trial, run, { prices: prices(), secrets })
        .catch((error: unknown) => {
          log.error('a check met an unexpected error', { provider: provider.id, error });
          run.finish('failed');
        })
        .finally(() => trial.close());
      return { run: run.id };
    },
    'checks.get': ({ run }) => runs.get(run),
    'checks.cancel'({ run }) {
      runs.cancel(run);
      return {};
    },
  };
}

function withKept(provider: ProviderConfig): ProviderConfig {
  return provider.type === 'bedrock'
    ? { ...provider, credentials: { source: 'keychain' } }
    : { ...provider, credentials: { source: 'keychain' } };
}
