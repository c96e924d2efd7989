import { toAppError } from '../../../core/app-error.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { bundledModels, bundledProfiles } from './bundled-models.ts';
import { listFoundationModels, listInferenceProfiles } from './discover-models.ts';
import type { Catalogue, CatalogueModel, CatalogueProfile } from './model-catalogue.ts';

export interface CatalogueSource {
  /** At once when anything is known, however old; the first call waits for AWS. */
  get(): Promise<Catalogue>;
  /** Asks AWS now. */
  refresh(): Promise<Catalogue>;
}

/** New models appear on some days of a year; retirements are announced months ahead. */
const REFRESH_AFTER_MS = 10 * 60_000;
/** After a failure that may pass, e.g. no network yet. */
const RETRY_AFTER_MS = 30_000;

/** Learns what the region offers and keeps it fresh in the background; never more than one look at a time. */
export function createCatalogueSource(context: BedrockContext): CatalogueSource {
  const { clock } = context;
  const note = createNote(context);
  let known: { catalogue: Catalogue; refreshAt: number } | undefined;
  let looking: Promise<Catalogue> | undefined;

  async function look(): Promise<Catalogue> {
    try {
      const { catalogue, passing } = await discover(context, note);
      known = { catalogue, refreshAt: clock.monotonic() + (passing ? RETRY_AFTER_MS : REFRESH_AFTER_MS) };
      return catalogue;
    } finally {
      looking = undefined;
    }
  }

  const refresh = () => {
    looking ??= look();
    return looking;
  };
  return {
    refresh,
    get() {
      if (known === undefined) return refresh();
      if (clock.monotonic() >= known.refreshAt) void refresh();
      return Promise.resolve(known.catalogue);
    },
  };
}

type Note = (list: string, error: unknown) => void;

/** A refusal is said once: it does not mean bad credentials, and it repeats every ten minutes. */
function createNote({ log, config }: BedrockContext): Note {
  const said = new Set<string>();
  return (list, error) => {
    const { code, message } = toAppError(error);
    if (said.has(`${list} ${code}`)) return;
    said.add(`${list} ${code}`);
    log.info('AWS did not list what the region offers; a built-in table stands in', {
      provider: config.id,
      list,
      code,
      reason: message,
    });
  };
}

async function discover(
  context: BedrockContext,
  note: Note,
): Promise<{ catalogue: Catalogue; passing: boolean }> {
  const models = await attempt(() => listFoundationModels(context));
  const profiles = await attempt(() => listInferenceProfiles(context));
  for (const [list, outcome] of Object.entries({ models, profiles })) {
    if (!outcome.ok) note(list, outcome.error);
  }
  const { region } = context.config;
  const catalogue: Catalogue = {
    models: models.ok ? models.value : bundledModels(region),
    profiles: profiles.ok ? profiles.value : assumedProfiles(region, models.ok ? models.value : undefined),
    modelsListed: models.ok,
    profilesListed: profiles.ok,
  };
  return { catalogue, passing: mayPass(models) || mayPass(profiles) };
}

/** Where only the models were listed: the built-in profiles of those. */
function assumedProfiles(
  region: string,
  models: readonly CatalogueModel[] | undefined,
): readonly CatalogueProfile[] {
  const profiles = bundledProfiles(region);
  if (models === undefined) return profiles;
  const ids = new Set(models.map((model) => model.id));
  return profiles.filter((profile) => profile.modelIds.every((id) => ids.has(id)));
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

async function attempt<T>(call: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return { ok: false, error };
  }
}

function mayPass(outcome: Attempt<unknown>): boolean {
  if (outcome.ok) return false;
  const { code } = toAppError(outcome.error);
  return code !== 'permission' && code !== 'model_not_found';
}
