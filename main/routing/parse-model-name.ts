/** What a client may mean by the name of a model. */
export type ModelName =
  | { readonly kind: 'combo'; readonly combo: string }
  /** The model in every configured Bedrock region. */
  | { readonly kind: 'bedrock'; readonly model: string }
  | { readonly kind: 'provider'; readonly provider: string; readonly model: string }
  /** The model at every provider that has it. */
  | { readonly kind: 'bare'; readonly model: string };

/** The ids that decide how a name reads; a model id may hold slashes, so only known ids count as prefixes. */
export interface KnownIds {
  readonly providers: { has(id: string): boolean };
  readonly combos: { has(id: string): boolean };
}

/**
 * `<provider>/<model>`, `bedrock/<model>`, `combo/<id>`, a bare combo id or a bare model id. The model part may hold
 * slashes and colons (ARNs). The `[1m]` mark that Claude Code appends is no part of the name.
 */
export function parseModelName(name: string, known: KnownIds): ModelName {
  const bare = stripContextMark(name.trim());
  const slash = bare.indexOf('/');
  if (slash === -1)
    return known.combos.has(bare) ? { kind: 'combo', combo: bare } : { kind: 'bare', model: bare };
  const prefix = bare.slice(0, slash);
  const rest = bare.slice(slash + 1);
  if (prefix === 'combo') return { kind: 'combo', combo: rest };
  if (prefix === 'bedrock') return { kind: 'bedrock', model: rest };
  if (known.providers.has(prefix)) return { kind: 'provider', provider: prefix, model: rest };
  return { kind: 'bare', model: bare };
}

const CONTEXT_MARK = '[1m]';

function stripContextMark(name: string): string {
  const marked = name.slice(-CONTEXT_MARK.length).toLowerCase() === CONTEXT_MARK;
  return marked ? name.slice(0, -CONTEXT_MARK.length).trimEnd() : name;
}
