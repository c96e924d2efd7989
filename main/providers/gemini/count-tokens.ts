import { toAppError } from '../../core/app-error.ts';
import { parseJsonObject } from '../../core/json.ts';
import type { Sending, TokenCount } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { encodeGeminiRequest } from '../../dialects/gemini/encode-request.ts';
import { encodeModelName } from '../../dialects/gemini/model-name.ts';
import { call } from '../plain-api/call.ts';
import { estimatedCount } from '../plain-api/estimated-count.ts';
import { readText } from '../plain-api/read-text.ts';
import { type GeminiContext, modelPath } from './gemini-context.ts';
import { optionsFor } from './send.ts';

/** Clients count before every turn and wait for it. Milliseconds. */
const TIMEOUTS = { connect: 2_000, firstByte: 5_000, idle: 5_000 };

/** Asks Google to count the whole request; where it does not answer, a guess that says it is one. @throws AppError when cancelled */
export async function countTokens(context: GeminiContext, sending: Sending): Promise<TokenCount> {
  const { request, model, cancellation } = sending;
  const { body } = encodeGeminiRequest(request, optionsFor(context, sending));
  const whole = { generateContentRequest: { model: encodeModelName(model.id), ...body } };
  try {
    const response = await call(context.api, {
      method: 'POST',
      path: modelPath(model.id, 'countTokens'),
      body: stringifyJson(whole),
      cancellation,
      timeouts: TIMEOUTS,
    });
    const tokens = parseJsonObject(await readText(response))?.['totalTokens'];
    if (typeof tokens === 'number') return { inputTokens: tokens, estimated: false };
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error;
  }
  return estimatedCount(request);
}
