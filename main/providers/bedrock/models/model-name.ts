import { claudeRules } from '../../../dialects/anthropic/claude-rules.ts';
import { modelName } from '../../../dialects/bedrock-converse/converse-rules.ts';
import { isClaude } from './is-claude.ts';

/** A client's name for a model of Bedrock, taken apart. */
export interface ModelName {
  /** `us`, `eu`, `global`, … when the name asks for one profile. */
  readonly prefix?: string;
  /** In Bedrock's form, with whatever version the client wrote: `anthropic.claude-sonnet-4-6`, `amazon.nova-pro`. */
  readonly baseId: string;
  /** Without date and version: `claude-sonnet-4-6`, `amazon.nova-pro`. */
  readonly family: string;
  /** `20250929`, when the client named one. */
  readonly date?: string;
}

const NAME = /^(?:([a-z-]{2,7})\.)?(?:anthropic[./])?(claude-[A-Za-z0-9.:@_-]+)$/;

/** Vendor and model, e.g. `us.amazon.nova-pro-v1:0`; a digit behind the dot is a version, as in `llama3.2`. */
const OTHER = /^(?:([a-z-]{2,7})\.)?([a-z][a-z0-9]{1,20}\.[a-z][A-Za-z0-9.:_-]*)$/;

/**
 * Reads `claude-…`, `anthropic.claude-…` and `us.anthropic.claude-…`, and other vendors' ids in their full form; undefined
 * for anything else.
 */
export function parseModelName(name: string): ModelName | undefined {
  const plain = name.replace(/\[1m\]$/i, '');
  const [, prefix, model] = NAME.exec(plain) ?? [];
  if (model === undefined) return parseOther(plain);
  return {
    prefix: prefix === 'anthropic' ? undefined : prefix,
    baseId: `anthropic.${model}`,
    family: familyOf(model),
    date: /\d{8}/.exec(model)?.[0],
  };
}

function parseOther(name: string): ModelName | undefined {
  const [, prefix, baseId] = OTHER.exec(name) ?? [];
  return baseId === undefined ? undefined : { prefix, baseId, family: familyOf(baseId) };
}

/** What ids of one model have in common, whatever their version: `claude-opus-4-6`. */
export function familyOf(id: string): string {
  return isClaude(id) ? claudeRules(id).name : modelName(id);
}
