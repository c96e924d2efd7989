import { AppError } from '../../core/app-error.ts';
import type { Warning } from '../../core/chat-request.ts';
import type { UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { isProofRefusal } from '../../dialects/gemini/decode-error.ts';
import { encodeGeminiRequest, type GeminiOptions } from '../../dialects/gemini/encode-request.ts';
import { geminiUpstream } from '../../dialects/gemini/gemini-upstream.ts';
import { openStream } from '../plain-api/open-stream.ts';
import { type GeminiContext, modelPath, type Sending } from './gemini-context.ts';

/**
 * Sends the request as a stream, whatever the client asked for. Should Google refuse a proof of the history, which is bound
 * to model and key, the request goes once more without any, before anything reached the client. @throws AppError
 */
export async function send(context: GeminiContext, sending: Sending): Promise<UpstreamAnswer> {
  const options = optionsFor(context, sending);
  try {
    return await ask(context, sending, options);
  } catch (thrown) {
    if (!(thrown instanceof AppError && isProofRefusal(thrown))) throw thrown;
    return ask(context, sending, { ...options, withoutProofs: true });
  }
}

const UNPROVEN: Warning = {
  code: 'dropped',
  param: 'messages',
  detail: 'the proofs of earlier thinking, which Google no longer takes',
};

function ask(context: GeminiContext, sending: Sending, options: GeminiOptions): Promise<UpstreamAnswer> {
  const { request, model, cancellation } = sending;
  const encoded = encodeGeminiRequest(request, options);
  return openStream(context.api, {
    method: 'POST',
    path: modelPath(model.id, 'streamGenerateContent?alt=sse'),
    body: stringifyJson(encoded.body),
    cancellation,
    decoder: geminiUpstream.createDecoder(encoded.restore),
    warnings: options.withoutProofs === true ? [...encoded.warnings, UNPROVEN] : encoded.warnings,
    requestIdHeader: 'x-request-id',
  });
}

/** What the encoder must know of the target. */
export function optionsFor({ defaultMaxTokens }: GeminiContext, { model }: Sending): GeminiOptions {
  return { model: model.id, defaultMaxTokens, maxOutputTokens: model.maxOutputTokens };
}
