import type { ResolvedModel } from '../../../core/provider.ts';
import { parseBedrockArn } from '../arn.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { plainModelId } from '../model-path.ts';
import { createCatalogueSource } from './catalogue-source.ts';
import { getInferenceProfile } from './discover-models.ts';
import { listModels } from './list-models.ts';
import type { Catalogue, CatalogueProfile } from './model-catalogue.ts';
import { parseModelName } from './model-name.ts';
import { resolveArn } from './resolve-arn.ts';
import { type ResolveContext, resolveModelName } from './resolve-model.ts';

/** The models of one provider. */
export interface BedrockModels {
  /** @throws AppError permission when the model exists but only outside the provider's scope. */
  resolve(name: string): Promise<ResolvedModel | undefined>;
  list(): Promise<readonly ResolvedModel[]>;
  /** The profile to call a foundation model by, from a fresh look at the region; undefined when none is in scope. */
  profileFor(baseId: string): Promise<string | undefined>;
  /** Foundation models that the region offers, by id. */
  baseIds(): Promise<readonly string[]>;
  /** What the region offers, asked anew. */
  refresh(): Promise<Catalogue>;
}

/** Resolves names by what the region really offers, and remembers what application profiles stand for. */
export function createBedrockModels(context: BedrockContext): BedrockModels {
  const { region, scope, models: aliases } = context.config;
  const catalogue = createCatalogueSource(context);
  const profileOf = rememberProfiles(context);
  const remembered = rememberNames();

  async function resolve(name: string): Promise<ResolvedModel | undefined> {
    const plain = plainModelId(name.replace(/\[1m\]$/i, ''));
    const target = plainModelId((Object.hasOwn(aliases, plain) ? aliases[plain] : undefined) ?? plain);
    const arn = parseBedrockArn(target);
    if (arn !== undefined) return resolveArn(target, arn, { region, scope, profileOf });
    const offered = await catalogue.get();
    return remembered(offered, target, () => {
      const parsed = parseModelName(target);
      return parsed && resolveModelName(parsed, { region, scope, catalogue: offered });
    });
  }

  return {
    resolve,
    list: async () => {
      const today = context.skew.now().toISOString().slice(0, 10);
      const offered = await catalogue.get();
      return listModels({ region, scope, catalogue: offered, aliases: Object.keys(aliases), resolve, today });
    },
    profileFor: async (baseId) =>
      findProfile(baseId, { region, scope, catalogue: await catalogue.refresh() }),
    baseIds: async () => (await catalogue.get()).models.map(({ id }) => id),
    refresh: () => catalogue.refresh(),
  };
}

type NameMemory = (
  catalogue: Catalogue,
  name: string,
  resolve: () => ResolvedModel | undefined,
) => ResolvedModel | undefined;

/** What a name stands for holds as long as the catalogue it was found in. */
function rememberNames(): NameMemory {
  const found = new WeakMap<Catalogue, Map<string, ResolvedModel>>();
  return (catalogue, name, resolve) => {
    const names = found.get(catalogue) ?? new Map<string, ResolvedModel>();
    const known = names.get(name);
    if (known !== undefined) return known;
    const model = resolve();
    if (model !== undefined && names.size < MAX_NAMES) found.set(catalogue, names.set(name, model));
    return model;
  };
}

function findProfile(baseId: string, context: ResolveContext): string | undefined {
  const name = parseModelName(baseId);
  const { catalogue } = context;
  const models = catalogue.models.map((model) => ({ ...model, onDemand: false }));
  try {
    return (
      name && resolveModelName(name, { ...context, byProfile: true, catalogue: { ...catalogue, models } })?.id
    );
  } catch {
    return undefined;
  }
}

type ProfileLookup = (arn: string) => Promise<CatalogueProfile | undefined>;

/** A profile's models cannot change, so an answer is kept; a refusal is kept for an hour and said once. */
function rememberProfiles(context: BedrockContext): ProfileLookup {
  const known = new Map<string, { profile: Promise<CatalogueProfile | undefined>; until: number }>();
  const refused = (arn: string) => (error: unknown) => {
    context.log.info('The model behind an application profile could not be looked up', {
      provider: context.config.id,
      profile: arn,
      reason: error instanceof Error ? error.message : String(error),
    });
    known.set(arn, { profile: Promise.resolve(undefined), until: context.clock.monotonic() + REFUSED_MS });
    return undefined;
  };
  return (arn) => {
    const entry = known.get(arn);
    if (entry !== undefined && context.clock.monotonic() < entry.until) return entry.profile;
    if (known.size >= MAX_PROFILES) known.clear();
    const profile = getInferenceProfile(context, arn).catch(refused(arn));
    known.set(arn, { profile, until: Number.POSITIVE_INFINITY });
    return profile;
  };
}

const REFUSED_MS = 60 * 60_000;
/** Names come from clients: the memory of them must not grow without end. */
const MAX_PROFILES = 500;
const MAX_NAMES = 500;
