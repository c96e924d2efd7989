import { AppError } from '../../core/app-error.ts';
import type { UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import {
  antigravityUpstream,
  encodeAntigravityRequest,
} from '../../dialects/antigravity/antigravity-upstream.ts';
import { isProofRefusal } from '../../dialects/gemini/decode-error.ts';
import type { GeminiOptions } from '../../dialects/gemini/encode-request.ts';
import { openStream } from '../plain-api/open-stream.ts';
import type { AntigravityContext, Sending } from './antigravity-context.ts';

/** Sends as a stream; once more without the proofs of the history, should they be refused. @throws AppError */
export async function send(context: AntigravityContext, sending: Sending): Promise<UpstreamAnswer> {
  const options = {
    model: sending.model.id,
    defaultMaxTokens: context.defaultMaxTokens,
    maxOutputTokens: sending.model.maxOutputTokens,
  };
  try {
    return await ask(context, sending, options);
  } catch (thrown) {
    if (!(thrown instanceof AppError && isProofRefusal(thrown))) throw thrown;
    return ask(context, sending, { ...options, withoutProofs: true });
  }
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
