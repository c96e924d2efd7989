import type { ModelCapabilities } from '../core/model-capabilities.ts';
import type { Provider, ResolvedModel } from '../core/provider.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { Log } from '../platform/ports/log.ts';
import type { ComboSpec } from './combo.ts';
import type { ModelName } from './parse-model-name.ts';
import { settleSoon } from './settle-soon.ts';
import { isBedrock } from './target.ts';

/** A name that a client may use. */
export interface ModelEntry {
  readonly name: string;
  readonly kind: ModelName['kind'];
  readonly displayName: string;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly capabilities?: ModelCapabilities;
  /** Ids of the providers that may answer; empty for combos. */
  readonly providers: readonly string[];
}

export interface ListingSource {
  readonly providers: readonly Provider[];
  readonly combos: readonly ComboSpec[];
  readonly clock: Clock;
  readonly log: Log;
}

/** A provider that has not listed its models by then is left out of this answer. */
const GRACE_MS = 2000;

/** Combos, `bedrock/<model>`, bare ids, `<provider>/<model>`: in this order, each name once. */
export async function listModels(source: ListingSource): Promise<readonly ModelEntry[]> {
  const listed = await settleSoon(
    source.providers.map((provider) => listOf(provider, source.log)),
    { clock: source.clock, graceMs: GRACE_MS, isEnough: () => true },
  );
  const offers = listed.flatMap((offer) => offer ?? []);
  const regional = offers.filter(({ provider }) => isBedrock(provider));
  const withoutArns = offers.filter(({ model }) => !isArn(model));
  return [
    ...source.combos.map(
      ({ id }): ModelEntry => ({ name: id, kind: 'combo', displayName: id, providers: [] }),
    ),
    ...entries(regional, 'bedrock', ({ model }) => `bedrock/${nameOf(model)}`),
    ...entries(withoutArns, 'bare', ({ model }) => model.baseId),
    ...entries(offers, 'provider', ({ provider, model }) => `${provider.id}/${nameOf(model)}`),
  ];
}

interface Offer {
  readonly provider: Provider;
  readonly model: ResolvedModel;
}

async function listOf(provider: Provider, log: Log): Promise<readonly Offer[]> {
  try {
    return (await provider.list()).map((model) => ({ provider, model }));
  } catch (error) {
    log.warn('a provider could not list its models', { provider: provider.id, error });
    return [];
  }
}

function entries(
  offers: readonly Offer[],
  kind: ModelEntry['kind'],
  nameFor: (offer: Offer) => string,
): readonly ModelEntry[] {
  const byName = new Map<string, ModelEntry>();
  for (const offer of offers) {
    const name = nameFor(offer);
    const before = byName.get(name);
    const providers = [...(before?.providers ?? []), offer.provider.id];
    const { displayName, contextTokens, maxOutputTokens, capabilities } = before ?? offer.model;
    byName.set(name, {
      name,
      kind,
      displayName,
      contextTokens,
      maxOutputTokens,
      capabilities,
      providers: [...new Set(providers)],
    });
  }
  return [...byName.values()];
}

/** An ARN is the user's own resource and goes by itself; anything else by the id without region prefix. */
function nameOf(model: ResolvedModel): string {
  return isArn(model) ? model.id : model.baseId;
}

function isArn(model: ResolvedModel): boolean {
  return model.id.startsWith('arn:');
}
