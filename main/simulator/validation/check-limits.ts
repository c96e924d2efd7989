import { listOf, textOf } from '../json.ts';
import { countBody } from '../model/prompt-segments.ts';
import { firstText, type ModelRequest } from './model-request.ts';

/** Token limits, stop sequences and the context window. */
export function checkLimits({ body, model }: ModelRequest): string | undefined {
  const max = body['max_tokens'];
  if (max === undefined) return 'max_tokens: Field required';
  if (typeof max !== 'number' || !Number.isInteger(max)) return 'max_tokens: Input should be a valid integer';
  if (max < 1) return 'max_tokens: Input should be greater than or equal to 1';
  if (max > model.maxOutput) {
    const name = model.id.replace(/^anthropic\./, '').replace(/-v\d+(:\d+)?$/, '');
    return `max_tokens: ${max} > ${model.maxOutput}, which is the maximum allowed number of output tokens for ${name}`;
  }
  return checkStops(body['stop_sequences']) ?? checkWindow(countBody(body), max, model.contextWindow);
}

function checkStops(stops: unknown): string | undefined {
  if (stops === undefined) return undefined;
  if (!Array.isArray(stops)) return 'stop_sequences: Input should be a valid list';
  return firstText(listOf(stops), (stop, index) => {
    if (typeof stop !== 'string') return `stop_sequences.${index}: Input should be a valid string`;
    return textOf(stop).trim() === ''
      ? 'stop_sequences: each stop sequence must contain non-whitespace'
      : undefined;
  });
}

function checkWindow(input: number, max: number, window: number): string | undefined {
  if (input > window) return `prompt is too long: ${input} tokens > ${window} maximum`;
  if (input + max <= window) return undefined;
  return `input length and \`max_tokens\` exceed context limit: ${input} + ${max} > ${window}, decrease input length or \`max_tokens\` and try again`;
}
