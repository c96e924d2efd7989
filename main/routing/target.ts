import type { Provider, ResolvedModel } from '../core/provider.ts';

/** One model at one provider: the unit that is ranked, tried, limited and ejected. Never a whole vendor. */
export interface Target {
  /** `<provider id>/<resolved model id>`. */
  readonly key: string;
  readonly provider: Provider;
  readonly model: ResolvedModel;
}

/** Pairs a provider with what it resolved. */
export function createTarget(provider: Provider, model: ResolvedModel): Target {
  return { key: `${provider.id}/${model.id}`, provider, model };
}

/** True for targets whose place is an AWS region. */
export function isBedrock(provider: Provider): boolean {
  return provider.type === 'bedrock';
}
