import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import {
  antigravityUpstream,
  encodeAntigravityRequest,
} from '../../dialects/antigravity/antigravity-upstream.ts';
import type { GeminiOptions } from '../../dialects/gemini/encode-request.ts';
import { askProven } from '../plain-api/ask-proven.ts';
import { openStream } from '../plain-api/open-stream.ts';
import type { AntigravityContext } from './antigravity-context.ts';

/** Sends the request as a stream, whatever the client asked for. @throws AppError */
export function send(context: AntigravityContext, sending: Sending): Promise<UpstreamAnswer> {
  const { model } = sending;
  const options = {
    model: model.id,
    defaultMaxTokens: context.defaultMaxTokens,
    maxOutputTokens: model.maxOutputTokens,
  };
  return askProven((withoutProofs) => ask(context, sending, { ...options, withoutProofs }));
}

async function ask(
  context: AntigravityContext,
  { request, cancellation }: Sending,
  options: GeminiOptions,
): Promise<UpstreamAnswer> {
  const encoded = encodeAntigravityRequest(request, options);
  const project = await context.project();
  return openStream(context.api, {
    method: 'POST',
    path: '/v1internal:streamGenerateContent?alt=sse',
    body: stringifyJson(project === undefined ? encoded.body : { project, ...encoded.body }),
    cancellation,
    decoder: antigravityUpstream.createDecoder(encoded.restore),
    warnings: encoded.warnings,
    requestIdHeader: 'x-cloudaicompanion-trace-id',
  });
}
