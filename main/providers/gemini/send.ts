import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { encodeGeminiRequest, type GeminiOptions } from '../../dialects/gemini/encode-request.ts';
import { geminiUpstream } from '../../dialects/gemini/gemini-upstream.ts';
import { askProven } from '../plain-api/ask-proven.ts';
import { openStream } from '../plain-api/open-stream.ts';
import { type GeminiContext, modelPath } from './gemini-context.ts';

/** Sends the request as a stream, whatever the client asked for. @throws AppError */
export function send(context: GeminiContext, sending: Sending): Promise<UpstreamAnswer> {
  const options = optionsFor(context, sending);
  return askProven((withoutProofs) => ask(context, sending, { ...options, withoutProofs }));
}

function ask(context: GeminiContext, sending: Sending, options: GeminiOptions): Promise<UpstreamAnswer> {
  const { request, model, cancellation } = sending;
  const encoded = encodeGeminiRequest(request, options);
  return openStream(context.api, {
    method: 'POST',
    path: modelPath(model.id, 'streamGenerateContent?alt=sse'),
    body: stringifyJson(encoded.body),
    cancellation,
    decoder: geminiUpstream.createDecoder(encoded.restore),
    warnings: encoded.warnings,
    requestIdHeader: 'x-request-id',
  });
}

/** What the encoder must know of the target. */
export function optionsFor({ defaultMaxTokens }: GeminiContext, { model }: Sending): GeminiOptions {
  return { model: model.id, defaultMaxTokens, maxOutputTokens: model.maxOutputTokens };
}
