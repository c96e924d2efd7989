import type { Effort } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeEffort } from '../openai-vocabulary/encode-effort.ts';
import { present } from '../openai-vocabulary/present.ts';
import type { ConverseContext } from './encode-context.ts';

/** `inferenceConfig` and the model's own fields beside it. */
export interface Inference {
  readonly inferenceConfig: JsonObject;
  readonly additionalModelRequestFields?: JsonObject;
}

/** Limit, sampling, stop sequences and reasoning in the words of the model. */
export function encodeInference(context: ConverseContext): Inference {
  const { request, rules } = context;
  const thinking = encodeReasoning(context);
  const topK = encodeTopK(context);
  const fields = { ...thinking, ...topK };
  // Nova refuses limit and sampling beside its greatest effort.
  const bare = rules.reasoning === 'nova' && isGreatest(thinking);
  if (bare) noteBare(context);
  const inferenceConfig = present({
    maxTokens: bare ? undefined : encodeMaxTokens(context),
    temperature: bare ? undefined : clamp(context, 'temperature', request.temperature),
    topP: bare ? undefined : clamp(context, 'top_p', request.topP),
    stopSequences: encodeStops(context),
  });
  if (Object.keys(fields).length === 0) return { inferenceConfig };
  return { inferenceConfig, additionalModelRequestFields: fields };
}

function encodeMaxTokens({ request, rules, defaultMaxTokens, warnings }: ConverseContext): number {
  const limit = rules.maxOutputTokens ?? Number.POSITIVE_INFINITY;
  const { maxTokens } = request;
  if (maxTokens === undefined) return Math.min(defaultMaxTokens, limit);
  if (maxTokens <= limit) return Math.max(1, maxTokens);
  warnings.add('changed', 'max_tokens', `${maxTokens} was sent as ${limit}, the most this model writes`);
  return limit;
}

/** Converse takes 0 to 1. */
function clamp({ warnings }: ConverseContext, param: string, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const clamped = Math.min(1, Math.max(0, value));
  if (clamped !== value) warnings.add('changed', param, `${value} was sent as ${clamped}`);
  return clamped;
}

function encodeStops({ request, rules, warnings }: ConverseContext): readonly string[] | undefined {
  const stops = request.stopSequences.filter((sequence) => sequence.trim() !== '');
  if (stops.length < request.stopSequences.length) {
    warnings.add('dropped', 'stop', 'a stop sequence of nothing but white space');
  }
  if (stops.length === 0) return undefined;
  if (rules.stopSequences) return stops;
  warnings.add('dropped', 'stop', `${rules.displayName} takes no stop sequences on Bedrock`);
  return undefined;
}

function encodeTopK({ request, rules, warnings }: ConverseContext): JsonObject {
  const { topK } = request;
  if (topK === undefined) return {};
  switch (rules.topK) {
    case 'none':
      warnings.add('dropped', 'top_k', `${rules.displayName} takes none on Bedrock`);
      return {};
    case 'field':
      return { top_k: topK };
    case 'nova':
      return { inferenceConfig: { topK } };
  }
}

/** The client's wish for reasoning; what the model cannot be told is named in a warning. */
function encodeReasoning({ request, rules, warnings }: ConverseContext): JsonObject {
  const { reasoning } = request;
  if (reasoning === undefined) return {};
  const word = encodeEffort(reasoning, 'max') ?? 'medium';
  switch (rules.reasoning) {
    case 'none':
      if (word !== 'none') warnings.add('dropped', 'reasoning', `${rules.displayName} does not think`);
      return {};
    case 'fixed':
      warnings.add('dropped', 'reasoning', `${rules.displayName} thinks as much as it pleases`);
      return {};
    case 'effort':
      if (word === 'none')
        warnings.add('changed', 'reasoning', `${rules.displayName} always thinks; it was asked for little`);
      return { reasoning_effort: levelOf(word) };
    case 'nova':
      return word === 'none'
        ? { reasoningConfig: { type: 'disabled' } }
        : { reasoningConfig: { type: 'enabled', maxReasoningEffort: levelOf(word) } };
  }
}

const LEVELS: Readonly<Record<Effort, 'low' | 'medium' | 'high'>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
};

function levelOf(word: string): string {
  return new Map<string, string>(Object.entries(LEVELS)).get(word) ?? 'low';
}

function isGreatest(fields: JsonObject): boolean {
  return JSON.stringify(fields).includes('"maxReasoningEffort":"high"');
}

function noteBare({ request, rules, warnings }: ConverseContext): void {
  for (const [param, value] of Object.entries({
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
  })) {
    if (value !== undefined)
      warnings.add('dropped', param, `${rules.displayName} takes none with its greatest effort`);
  }
}
