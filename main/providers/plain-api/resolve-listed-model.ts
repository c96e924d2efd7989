import type { ResolvedModel } from '../../core/provider.ts';

/** How a provider knows its models. */
export interface ModelNames {
  /** The user's own names for the upstream's ids. */
  readonly ownNames: { readonly [name: string]: string };
  /** The id in a name that says more; the name itself unless given. */
  toId?(name: string): string;
  /** True for ids that the upstream may well have, whether its list can be had or not. */
  isPlausible(id: string): boolean;
  known(): Promise<readonly ResolvedModel[]>;
  /** A model of which no more than the id is known. */
  describe(id: string): ResolvedModel;
}

/** The model a name means: one of the user's own names, a listed one, or one that looks like it; else undefined, without a call. */
export async function resolveListedModel(
  name: string,
  names: ModelNames,
): Promise<ResolvedModel | undefined> {
  const { ownNames } = names;
  const own = Object.hasOwn(ownNames, name) ? ownNames[name] : undefined;
  const id = names.toId?.(own ?? name) ?? own ?? name;
  if (own === undefined && !names.isPlausible(id)) return undefined;
  const listed = await names.known().catch(() => []);
  return listed.find((model) => model.id === id) ?? names.describe(id);
}
