/** Who made a model, as Vertex sorts them; both paths and bodies differ by it. */
export type Publisher = 'anthropic' | 'google';

const RESOURCE = /(?:^|\/)models\/(.+)$/;

/** The model in a resource name (`projects/…/models/x`, `publishers/anthropic/models/x`, `models/x`); else the name itself. */
export function bareModelName(name: string): string {
  return RESOURCE.exec(name)?.[1] ?? name;
}

/** `@default` and `@latest` name no version. */
const UNVERSIONED = /@(?:default|latest)$/;

/**
 * A Claude as Vertex names it, in Anthropic's own form: `claude-sonnet-4-5@20250929` -> `claude-sonnet-4-5-20250929`.
 * Any other name stays.
 */
export function decodeClaudeName(name: string): string {
  return bareModelName(name)
    .replace(UNVERSIONED, '')
    .replace(/@(\d{8})$/, '-$1');
}

/** The reverse: Vertex sets the date apart with an `@`. */
export function encodeClaudeName(name: string): string {
  return name.replace(/-(\d{8})$/, '@$1');
}

/** Whose body a model takes, by its name. */
export function publisherOf(model: string): Publisher {
  return /(?:^|[./])claude-/.test(model) || model.includes('publishers/anthropic/') ? 'anthropic' : 'google';
}

const PUBLISHERS: readonly string[] = ['anthropic', 'google'] satisfies Publisher[];

/** The model a path names: `publishers/bedrock/models/x` is what Google's SDK makes of our `bedrock/x`. */
export function nameInPath(publisher: string | undefined, model: string): string {
  return publisher === undefined || PUBLISHERS.includes(publisher) ? model : `${publisher}/${model}`;
}
