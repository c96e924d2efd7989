import type { Warning } from '../../../core/chat-request.ts';
import type { EncodedRequest, Restore } from '../../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import type { ClaudeRules } from '../../../dialects/anthropic/claude-models.ts';
import { createWarningList, type WarningList } from '../../../dialects/openai-vocabulary/warning-list.ts';
import { mayCarry, selectBetas } from './beta-flags.ts';
import { deletePath } from './delete-path.ts';
import { placeAutomaticCache } from './prepare-cache.ts';
import { prepareMessages, prepareSystem } from './prepare-messages.ts';
import { offerTools, prepareTools } from './prepare-tools.ts';
import { BODY_MEMBERS, OWN_MEMBERS } from './refused-fields.ts';

export interface PrepareOptions {
  readonly rules: ClaudeRules;
  /** Flags of the client, not yet selected. */
  readonly betas: readonly string[];
  /** Set once the endpoint has refused this model's flags. */
  readonly withoutBetas?: boolean;
  /** Paths the endpoint has refused for this model, `*` for any index. */
  readonly withoutFields?: readonly string[];
}

export interface PreparedBody {
  readonly body: JsonObject;
  readonly restore: Restore;
  readonly warnings: readonly Warning[];
}

/** The only version Bedrock knows. */
const ANTHROPIC_VERSION = 'bedrock-2023-05-31';

/**
 * A Messages body as InvokeModel takes it. Nothing given is ever written to, and what need not change is not copied, so
 * that thinking blocks and cached prefixes stay as they are.
 * @throws AppError unsupported naming the field that Bedrock cannot carry.
 */
export function prepareBody(encoded: EncodedRequest, options: PrepareOptions): PreparedBody {
  const warnings = createWarningList();
  const { rules } = options;
  const offered = offerTools(encoded.body, warnings);
  const betas = chooseBetas(options, [...offered.flags, ...effortFlag(encoded.body, rules)], warnings);
  const flags = new Set(betas);
  const messageRules = { rules, warnings, renamed: offered.renamed };
  const members = knownMembers(encoded.body, flags, warnings);
  // One by one: spreading into a literal costs three times what the rest of this function does.
  members['system'] = prepareSystem(encoded.body['system'], messageRules);
  members['messages'] = prepareMessages(encoded.body['messages'], messageRules);
  members['tools'] = prepareTools(offered.tools, { rules, flags, warnings });
  members['tool_choice'] = offered.toolChoice;
  members['metadata'] = prepareMetadata(encoded.body['metadata'], warnings);
  const cached = placeAutomaticCache(members, encoded.body['cache_control'], warnings);
  const body = (options.withoutFields ?? []).reduce<JsonObject>(
    (whole, path) => withoutField(whole, path, warnings),
    cached,
  );
  return {
    body: withVersion(body, betas),
    restore: restoreNames(encoded.restore, offered.renamed),
    warnings: [...encoded.warnings, ...warnings.all],
  };
}

function chooseBetas(
  { betas, withoutBetas }: PrepareOptions,
  needed: readonly string[],
  warnings: WarningList,
): readonly string[] {
  const { flags, dropped } = selectBetas([...betas, ...needed]);
  for (const flag of withoutBetas ? [...flags, ...dropped] : dropped)
    warnings.add('dropped', 'anthropic-beta', flag);
  return withoutBetas ? [] : flags;
}

/** Effort is still behind its flag on the one classic model that has it. */
function effortFlag(body: JsonObject, rules: ClaudeRules): readonly string[] {
  const config = body['output_config'];
  const asks = isJsonObject(config) && config['effort'] !== undefined;
  return asks && !rules.thinking.adaptive ? ['effort-2025-11-24'] : [];
}

function knownMembers(
  body: JsonObject,
  flags: ReadonlySet<string>,
  warnings: WarningList,
): { [member: string]: unknown } {
  const known: { [member: string]: unknown } = {};
  for (const key of Object.keys(body)) {
    if (key === 'context_management' && !mayCarry('context_management', flags)) warnings.add('dropped', key);
    else if (BODY_MEMBERS.has(key)) known[key] = body[key];
    else if (!OWN_MEMBERS.has(key)) warnings.add('dropped', key);
  }
  return known;
}

function withVersion(body: JsonObject, betas: readonly string[]): JsonObject {
  const whole: { [member: string]: unknown } = { anthropic_version: ANTHROPIC_VERSION };
  if (betas.length > 0) whole['anthropic_beta'] = betas;
  for (const key of Object.keys(body)) whole[key] = body[key];
  return whole;
}

/** Bedrock knows the user's id and nothing else. */
function prepareMetadata(metadata: unknown, warnings: WarningList): unknown {
  if (!isJsonObject(metadata)) return undefined;
  for (const key of Object.keys(metadata)) if (key !== 'user_id') warnings.add('dropped', `metadata.${key}`);
  return typeof metadata['user_id'] === 'string' ? { user_id: metadata['user_id'] } : undefined;
}

function withoutField(body: JsonObject, path: string, warnings: WarningList): JsonObject {
  const kept = deletePath(body, path.split('.'));
  if (kept !== body) warnings.add('dropped', path, 'Bedrock refused it');
  return isJsonObject(kept) ? kept : body;
}

function restoreNames(restore: Restore, renamed: ReadonlyMap<string, string>): Restore {
  if (renamed.size === 0) return restore;
  return { ...restore, toolNames: new Map([...(restore.toolNames ?? []), ...renamed]) };
}
