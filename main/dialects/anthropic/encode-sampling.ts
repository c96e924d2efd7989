import type { EncodeContext } from './encode-context.ts';

/** Sampling members as they may be sent; absent ones are left out. */
export interface Sampling {
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
}

/** With thinking, `top_p` must not be below this. */
const LOWEST_TOP_P = 0.95;

/** What is left of the client's sampling under the model's rules. */
export function encodeSampling(context: EncodeContext, thinks: boolean): Sampling {
  const { request, rules } = context;
  if (rules.sampling === 'none') return dropAll(context);
  const temperature = temperatureOf(context, thinks);
  const topP = topPOf(context, { thinks, beside: temperature !== undefined && rules.sampling === 'one' });
  const topK = thinks ? undefined : request.topK;
  if (topK !== request.topK) context.warnings.add('dropped', 'top_k', 'not together with thinking');
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(topK === undefined ? {} : { top_k: topK }),
  };
}

function dropAll(context: EncodeContext): Sampling {
  const { temperature, topP, topK } = context.request;
  const drop = (param: string) => context.warnings.add('dropped', param, 'this model takes only the default');
  if (temperature !== undefined && temperature !== 1) drop('temperature');
  if (topP !== undefined && topP !== 1) drop('top_p');
  if (topK !== undefined) drop('top_k');
  return {};
}

function temperatureOf(context: EncodeContext, thinks: boolean): number | undefined {
  const { temperature } = context.request;
  if (temperature === undefined) return undefined;
  if (thinks && temperature !== 1) {
    context.warnings.add('dropped', 'temperature', 'not together with thinking');
    return undefined;
  }
  const clamped = Math.min(1, Math.max(0, temperature));
  if (clamped !== temperature)
    context.warnings.add('changed', 'temperature', `${temperature} was sent as ${clamped}`);
  return clamped;
}

interface TopPRules {
  readonly thinks: boolean;
  /** A temperature is sent, and this model takes only one of the two. */
  readonly beside: boolean;
}

function topPOf(context: EncodeContext, rules: TopPRules): number | undefined {
  const { topP } = context.request;
  if (topP === undefined) return undefined;
  if (rules.beside) {
    context.warnings.add('dropped', 'top_p', 'this model takes temperature or top_p, not both');
    return undefined;
  }
  if (rules.thinks && topP < LOWEST_TOP_P) {
    context.warnings.add('dropped', 'top_p', 'not below 0.95 together with thinking');
    return undefined;
  }
  return topP;
}
