import { claudeRules } from '../../../dialects/anthropic/claude-rules.ts';

/** A client's name for a Claude, taken apart. */
export interface ModelName {
  /** `us`, `eu`, `global`, … when the name asks for one profile. */
  readonly prefix?: string;
  /** In Bedrock's form, with whatever version the client wrote: `anthropic.claude-sonnet-4-6`. */
  readonly baseId: string;
  /** Without date and version: `claude-sonnet-4-6`. */
  readonly family: string;
  /** `20250929`, when the client named one. */
  readonly date?: string;
}

const NAME = /^(?:([a-z-]{2,7})\.)?(?:anthropic[./])?(claude-[A-Za-z0-9.:@_-]+)$/;

/** Reads `claude-…`, `anthropic.claude-…` and `us.anthropic.claude-…`; undefined for anything else. */
export function parseModelName(name: string): ModelName | undefined {
  const [, prefix, model] = NAME.exec(name.replace(/\[1m\]$/i, '')) ?? [];
  if (model === undefined) return undefined;
  return {
    prefix: prefix === 'anthropic' ? undefined : prefix,
    baseId: `anthropic.${model}`,
    family: familyOf(model),
    date: /\d{8}/.exec(model)?.[0],
  };
}

/** What ids of one model have in common, whatever their version: `claude-opus-4-6`. */
export function familyOf(id: string): string {
  return claudeRules(id).name;
}
