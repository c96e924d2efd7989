import { type ModelRequest, thinkingMode } from './model-request.ts';

const NAMES = ['temperature', 'top_p', 'top_k'] as const;

/** Temperature, top_p and top_k: ranges, what the model takes, and what thinking leaves of them. */
export function checkSampling(request: ModelRequest): string | undefined {
  const { body, model } = request;
  const { temperature, top_p: topP, top_k: topK } = body;
  const ranges =
    range('temperature', temperature, 1) ??
    range('top_p', topP, 1) ??
    range('top_k', topK, Number.MAX_SAFE_INTEGER);
  if (ranges !== undefined) return ranges;
  if (model.sampling === 'fixed') return deprecated(body);
  if (model.sampling === 'one' && temperature !== undefined && topP !== undefined) {
    return '`temperature` and `top_p` cannot both be specified for this model. Please use only one.';
  }
  return thinkingMode(request) === 'off' ? undefined : whileThinking(temperature, topP, topK);
}

function deprecated(body: ModelRequest['body']): string | undefined {
  const changed = NAMES.find((name) => body[name] !== undefined && (name === 'top_k' || body[name] !== 1));
  return changed === undefined ? undefined : `\`${changed}\` is deprecated for this model.`;
}

function whileThinking(temperature: unknown, topP: unknown, topK: unknown): string | undefined {
  if (temperature !== undefined && temperature !== 1) {
    return '`temperature` may only be set to 1 when thinking is enabled.';
  }
  if (topK !== undefined) return '`top_k` must be unset when thinking is enabled.';
  return typeof topP === 'number' && topP < 0.95
    ? '`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.'
    : undefined;
}

function range(name: string, value: unknown, most: number): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number') return `${name}: Input should be a valid number`;
  if (value < 0) return `${name}: Input should be greater than or equal to 0`;
  return value > most ? `${name}: Input should be less than or equal to ${most}` : undefined;
}
