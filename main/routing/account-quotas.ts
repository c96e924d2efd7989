import type { ModelQuota, Provider } from '../core/provider.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { QuotaLimit, QuotaPlace } from './quota-limits.ts';

/** Keeps asking providers, in the background, what their accounts may use. */
export interface AccountQuotas {
  /** The provider is in use: asks it unless that was done. Costs a look-up; meant for every request. */
  follow(provider: Provider): void;
  /** From now on these and no others may be followed; what is known of them is told again. */
  keep(providers: readonly Provider[]): void;
}

/** Takes what an account says; without a limit it no longer says anything. */
export type QuotaListener = (place: QuotaPlace, limit?: QuotaLimit) => void;

/** Quotas are raised by a support case: a matter of days. */
const REFRESH_MS = 6 * 60 * 60_000;
/** After nothing was learned: the network may have been away, or the right is granted meanwhile. */
const RETRY_MS = 15 * 60_000;

/** Follows nobody yet; a provider that stays away from `keep` is never asked. */
export function createAccountQuotas(clock: Clock, tell: QuotaListener): AccountQuotas {
  let followed = new Map<Provider, Followed | undefined>();

  async function ask(provider: Provider, entry: Followed): Promise<void> {
    const quotas = (await provider.quotas?.()) ?? [];
    if (followed.get(provider) !== entry) return;
    if (quotas.length > 0) {
      for (const quota of entry.known) tell(placeOf(provider, quota));
      entry.known = quotas;
      tellAll(provider, entry);
    }
    entry.cancel = clock.after(quotas.length > 0 ? REFRESH_MS : RETRY_MS, () => void ask(provider, entry));
  }

  function tellAll(provider: Provider, entry: Followed): void {
    for (const quota of entry.known) tell(placeOf(provider, quota), quota);
  }

  return {
    follow(provider) {
      if (provider.quotas === undefined || !followed.has(provider) || followed.get(provider)) return;
      const entry: Followed = { known: [], cancel: () => undefined };
      followed.set(provider, entry);
      void ask(provider, entry);
    },
    keep(providers) {
      const former = followed;
      followed = new Map(providers.map((provider) => [provider, former.get(provider)]));
      for (const [provider, entry] of former) if (!followed.has(provider)) entry?.cancel();
      for (const [provider, entry] of followed) if (entry !== undefined) tellAll(provider, entry);
    },
  };
}

interface Followed {
  known: readonly ModelQuota[];
  cancel: () => void;
}

function placeOf({ id }: Provider, { baseId, scope }: ModelQuota): QuotaPlace {
  return { provider: id, baseId, scope };
}
