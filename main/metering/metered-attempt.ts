import type { Provider, ResolvedModel } from '../core/provider.ts';
import type { Compressed, MeteredAttempt } from './meter-state.ts';

interface AttemptedTarget {
  readonly provider: Provider;
  readonly model: ResolvedModel;
}

/** An upstream call as the meter takes it down. */
export function meteredAttempt(
  { provider, model }: AttemptedTarget,
  compressed?: Compressed,
): MeteredAttempt {
  return { provider: provider.id, providerType: provider.type, region: provider.region, model, compressed };
}
