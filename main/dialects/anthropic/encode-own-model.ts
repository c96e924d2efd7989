import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { beginsWithThinking } from './begins-with-thinking.ts';
import { clampEffort } from './effort.ts';
import { isSendable } from './encode-blocks.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeMaxTokens } from './encode-max-tokens.ts';
import { isForced, type OutputPlan } from './encode-output.ts';
import { encodeSampling } from './encode-sampling.ts';
import { planThinking, type ThinkingPlan } from './encode-thinking.ts';

/** What of a client's own body the model would refuse, by member: undefined takes the member away. */
export type Edits = readonly (readonly [member: string, value: unknown])[];

/** Thinking, effort, output format, limit and sampling, in as far as they break the model's rules. */
export function repairModel(
  context: EncodeContext,
  source: JsonObject,
  output: OutputPlan | undefined,
): Edits {
  const plan = planOwn(context, source, output);
  const config = repairConfig(context, source, plan);
  const sampling = encodeSampling(context, plan.active);
  return [
    ['thinking', plan.thinking],
    ['output_config', config],
    ['output_format', undefined],
    ['max_tokens', plan.maxTokens],
    ['temperature', sampling.temperature],
    ['top_p', sampling.top_p],
    ['top_k', sampling.top_k],
  ];
}

interface OwnPlan extends Omit<ThinkingPlan, 'thinking'> {
  readonly thinking: unknown;
  /** The shape of thinking was swapped, so that the effort is ours to say. */
  readonly swapped: boolean;
}

function planOwn(context: EncodeContext, source: JsonObject, output: OutputPlan | undefined): OwnPlan {
  const maxTokens = encodeMaxTokens(context);
  const thinking = source['thinking'];
  const type = isJsonObject(thinking) ? thinking['type'] : undefined;
  const loop = toolLoop(context);
  if (type === 'enabled' && loop.stripped && !loop.mayBudget) {
    context.warnings.add('dropped', 'thinking', 'the open tool calls began with thinking of another vendor');
    return { thinking: undefined, maxTokens, active: false, swapped: false };
  }
  if (fits(context, type)) {
    const active = type === undefined ? context.rules.thinking.onByDefault : type !== 'disabled';
    return { thinking: fitBudget(context, thinking, maxTokens), maxTokens, active, swapped: false };
  }
  context.warnings.add('changed', 'thinking', `${String(type)} is not what this model takes`);
  const forced = output === undefined ? isForcedByClient(context) : isForced(output);
  const plan = planThinking(context, { maxTokens, forced, mayBudget: loop.mayBudget });
  return { ...plan, thinking: plan.thinking, swapped: true };
}

/** Whether another vendor's thinking had to go, and whether what is left may be continued with a thinking budget. */
function toolLoop(context: EncodeContext): { readonly stripped: boolean; readonly mayBudget: boolean } {
  let stripped = false;
  const turns = context.request.messages.map(({ role, content }) => {
    const blocks = content.filter((block) => isSendable(context, block));
    stripped ||= blocks.length < content.length;
    return { role, blocks };
  });
  return { stripped, mayBudget: beginsWithThinking(turns) };
}

function isForcedByClient(context: EncodeContext): boolean {
  const mode = context.request.toolChoice?.mode;
  return mode === 'any' || mode === 'tool';
}

function fits(context: EncodeContext, type: unknown): boolean {
  const { adaptive, budget, off } = context.rules.thinking;
  if (type === 'enabled') return budget;
  if (type === 'adaptive') return adaptive;
  if (type === 'disabled') return (adaptive || budget) && off !== 'never';
  return true;
}

/** A limit that was clamped must not fall below the budget it was sent with. */
function fitBudget(context: EncodeContext, thinking: unknown, maxTokens: number): unknown {
  if (!isJsonObject(thinking) || maxTokens === context.request.maxTokens) return thinking;
  const budget = thinking['budget_tokens'];
  if (typeof budget !== 'number' || budget < maxTokens) return thinking;
  context.warnings.add('changed', 'thinking.budget_tokens', `${budget} was sent as ${maxTokens - 1}`);
  return { ...thinking, budget_tokens: maxTokens - 1 };
}

/** `output_config` with an effort the model takes and without a format it does not. */
function repairConfig(context: EncodeContext, source: JsonObject, plan: OwnPlan): unknown {
  const sent = source['output_config'];
  const config = new Map<string, unknown>(isJsonObject(sent) ? Object.entries(sent) : []);
  const format = config.get('format') ?? source['output_format'];
  if (context.request.output !== undefined && !context.rules.structuredOutput) config.delete('format');
  else if (format != null) config.set('format', format);
  const { reasoning } = context.request;
  const effort = plan.swapped || reasoning?.effort === undefined ? plan.effort : ownEffort(context);
  if (effort !== undefined) config.set('effort', effort);
  else if (reasoning?.effort !== undefined) config.delete('effort');
  if (isJsonObject(sent) && sameMembers(config, sent)) return sent;
  return config.size === 0 ? undefined : Object.fromEntries(config);
}

function ownEffort(context: EncodeContext) {
  const { reasoning } = context.request;
  if (reasoning?.effort === undefined) return undefined;
  const strong = reasoning.effort === 'xhigh' || reasoning.effort === 'max';
  const limited = reasoning.mode === 'off' && context.rules.thinking.off === 'up-to-high' && strong;
  return clampEffort(context, limited ? 'high' : reasoning.effort);
}

function sameMembers(config: ReadonlyMap<string, unknown>, sent: JsonObject): boolean {
  const keys = Object.keys(sent);
  return keys.length === config.size && keys.every((key) => config.get(key) === sent[key]);
}
