import type { AppTarget } from './target.ts';

/** Tells which apps a name in the ledger may stand for. */
export interface Sightings {
  /** Ids of the apps that the name stands for. */
  appsNamed(name: string, isConnected: (id: string) => boolean): readonly string[];
}

/** Looks names up in a table made once: asked for every request. */
export function createSightings(targets: readonly AppTarget[]): Sightings {
  const certain = indexNames(targets, ({ seenAs }) => seenAs);
  const shared = indexNames(targets, ({ seenMaybeAs }) => seenMaybeAs ?? []);
  return {
    appsNamed(name, isConnected) {
      const maybe = shared.get(name);
      return maybe === undefined ? (certain.get(name) ?? NONE) : maybe.filter(isConnected);
    },
  };
}

const NONE: readonly string[] = [];

function indexNames(
  targets: readonly AppTarget[],
  namesOf: (target: AppTarget) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const target of targets) {
    for (const name of namesOf(target)) index.set(name, [...(index.get(name) ?? []), target.id]);
  }
  return index;
}
