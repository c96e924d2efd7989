import type { ModelView } from '../../../contract/model-view.ts';
import type { Provider, ResolvedModel } from '../../core/provider.ts';
import { type PriceOverrides, priceFor } from '../../metering/prices.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { Log } from '../../platform/ports/log.ts';
import { settleSoon } from '../../routing/settle-soon.ts';
import type { EngineControl } from '../engine-control.ts';
import type { Implementations } from '../implementations.ts';

export interface ModelParts {
  readonly engine: Pick<EngineControl, 'providers'>;
  readonly clock: Clock;
  readonly log: Log;
  prices(): PriceOverrides;
}

/** A provider that has not answered so long after the first one is left out; the page can ask again. */
const GRACE_MS = 5_000;
/** Prices are kept in trillionths of a dollar per token: a dollar per million tokens is a million of them. */
const PICO_PER_USD_PER_MILLION = 1_000_000;

/** What every provider offers, and what it costs. */
export function createModelCalls(parts: ModelParts): Implementations<'models.list'> {
  const { engine, clock, prices } = parts;
  return {
    async 'models.list'() {
      const asked = engine.providers.map((provider) => viewsOf(provider, parts, prices()));
      const answers = await settleSoon(asked, { clock, graceMs: GRACE_MS, isEnough: () => true });
      return answers.flatMap((views) => views ?? []);
    },
  };
}

async function viewsOf(
  provider: Provider,
  { log }: ModelParts,
  prices: PriceOverrides,
): Promise<readonly ModelView[]> {
  try {
    return (await provider.list()).map((model) => viewOf(provider, model, prices));
  } catch (error) {
    log.warn('a provider could not list its models', { provider: provider.id, error });
    return [];
  }
}

function viewOf({ id, type, region }: Provider, model: ResolvedModel, prices: PriceOverrides): ModelView {
  const { baseId, scope, geography, displayName, contextTokens, maxOutputTokens, notice } = model;
  const price = priceFor({ baseId, scope, geography, region, providerType: type }, prices);
  return {
    name: `${id}/${model.id.startsWith('arn:') ? model.id : baseId}`,
    provider: id,
    region,
    id: model.id,
    displayName,
    scope,
    price: price && {
      input: price.input / PICO_PER_USD_PER_MILLION,
      output: price.output / PICO_PER_USD_PER_MILLION,
    },
    contextTokens,
    maxOutputTokens,
    notice,
  };
}
