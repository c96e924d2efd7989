import { type AppError, toAppError } from '../core/app-error.ts';
import type { Provider, ResolvedModel } from '../core/provider.ts';
import type { Clock } from '../platform/ports/clock.ts';
import { type ComboEntry, expandCombo, type NameBook } from './expand-combo.ts';
import { parseModelName } from './parse-model-name.ts';
import { isInside } from './residency.ts';
import type { Exclusion, RoutePlan } from './route-plan.ts';
import { settleSoon } from './settle-soon.ts';
import { createTarget, isBedrock, type Target } from './target.ts';

export interface ResolveContext {
  readonly book: NameBook;
  readonly providers: readonly Provider[];
  /** Provider id -> the geography it is bound to. */
  readonly residencies: ReadonlyMap<string, string>;
  readonly clock: Clock;
}

/** A plan, or why there is none. `error` is what a provider threw when nothing else was found. */
export type Resolution =
  | { readonly plan: RoutePlan }
  | { readonly plan?: undefined; readonly excluded: readonly Exclusion[]; readonly error?: AppError };

/** A region whose catalogue is slower than this is left out of the one request, once another one has the model. */
const GRACE_MS = 2000;

/**
 * Asks every provider that the name may mean, all at once.
 * @throws AppError for a combo that does not exist or contains itself.
 */
export async function resolvePlan(asked: string, context: ResolveContext): Promise<Resolution> {
  const name = parseModelName(asked, context.book.known);
  const entries = name.kind === 'combo' ? expandCombo(name.combo, context.book) : [{ name, residencies: [] }];
  const places = entries.flatMap((entry, index) => placesOf(entry, index, context));
  const answers = await askAll(places, context.clock);
  const sorted = sortOut(places, answers);
  if (sorted.groups.length > 0) return { plan: { asked, kind: name.kind, ...sorted } };
  const failed = answers.find((answer) => answer?.error !== undefined);
  return { excluded: sorted.excluded, error: failed?.error };
}

/** A single place is asked as it is: there are no stragglers to leave behind. */
async function askAll(places: readonly Place[], clock: Clock): Promise<readonly (Answer | undefined)[]> {
  const [first] = places;
  if (first !== undefined && places.length === 1) return [await ask(first)];
  return settleSoon(places.map(ask), {
    clock,
    graceMs: GRACE_MS,
    isEnough: (answer) => answer.model !== undefined,
  });
}

/** One provider that may be asked for one model. */
interface Place {
  readonly provider: Provider;
  readonly model: string;
  readonly group: string;
  readonly residencies: readonly string[];
}

interface Answer {
  readonly model?: ResolvedModel;
  readonly error?: AppError;
}

/** Bedrock regions share a group, so that the score ranks them; every other provider is a group of its own. */
function placesOf(entry: ComboEntry, index: number, context: ResolveContext): readonly Place[] {
  const { name } = entry;
  const chosen = providersOf(name, context.providers);
  return chosen.map((provider) => {
    const own = context.residencies.get(provider.id);
    return {
      provider,
      model: name.model,
      group: `${index} ${isBedrock(provider) ? '' : provider.id}`,
      residencies: own === undefined ? entry.residencies : [...entry.residencies, own],
    };
  });
}

function providersOf(name: ComboEntry['name'], all: readonly Provider[]): readonly Provider[] {
  switch (name.kind) {
    case 'provider':
      return all.filter(({ id }) => id === name.provider);
    case 'bedrock':
      return all.filter(isBedrock);
    case 'bare':
      return [...all.filter(isBedrock), ...all.filter((provider) => !isBedrock(provider))];
  }
}

async function ask({ provider, model }: Place): Promise<Answer> {
  try {
    return { model: await provider.resolve(model) };
  } catch (thrown) {
    return { error: toAppError(thrown) };
  }
}

function sortOut(
  places: readonly Place[],
  answers: readonly (Answer | undefined)[],
): Pick<RoutePlan, 'groups' | 'excluded'> {
  const groups = new Map<string, Target[]>();
  const excluded: Exclusion[] = [];
  const seen = new Set<string>();
  for (const [index, place] of places.entries()) {
    const verdict = judge(place, answers[index]);
    if ('reason' in verdict) {
      excluded.push(verdict);
    } else if (!seen.has(verdict.key)) {
      seen.add(verdict.key);
      groups.set(place.group, [...(groups.get(place.group) ?? []), verdict]);
    }
  }
  return { groups: [...groups.values()], excluded };
}

function judge(place: Place, answer: Answer | undefined): Target | Exclusion {
  const named = `${place.provider.id}/${place.model}`;
  if (answer === undefined) return { target: named, reason: 'its model list did not come in time' };
  if (answer.error !== undefined) return { target: named, reason: answer.error.message };
  if (answer.model === undefined) return { target: named, reason: 'not offered there' };
  const target = createTarget(place.provider, answer.model);
  const broken = place.residencies.find((residency) => !isInside(target, residency));
  return broken === undefined ? target : { target: target.key, reason: `outside ${broken}` };
}
