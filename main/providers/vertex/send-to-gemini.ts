import { AppError } from '../../core/app-error.ts';
import type { Warning } from '../../core/chat-request.ts';
import type { UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { isProofRefusal } from '../../dialects/gemini/decode-error.ts';
import { encodeGeminiRequest } from '../../dialects/gemini/encode-request.ts';
import { vertexGeminiUpstream } from '../../dialects/vertex/gemini-upstream.ts';
import { openStream } from '../plain-api/open-stream.ts';
import { optionsFor, type Sending, type VertexContext } from './vertex-context.ts';
import { modelPath } from './vertex-paths.ts';

/**
 * Gemini, by `streamGenerateContent`. A proof of the history that Google no longer takes is left out, and the request goes
 * once more, before anything reached the client. @throws AppError
 */
export async function sendToGemini(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
  try {
    return await ask(context, sending, false);
  } catch (thrown) {
    if (!(thrown instanceof AppError && isProofRefusal(thrown))) throw thrown;
    return ask(context, sending, true);
  }
}

const UNPROVEN: Warning = {
  code: 'dropped',
  param: 'messages',
  detail: 'the proofs of earlier thinking, which Google no longer takes',
};

function ask(context: VertexContext, sending: Sending, withoutProofs: boolean): Promise<UpstreamAnswer> {
  const { request, model, cancellation } = sending;
  const options = { ...optionsFor(context, sending), backend: 'vertex', withoutProofs } as const;
  const encoded = encodeGeminiRequest(request, options);
  return openStream(context.api, {
    method: 'POST',
    path: modelPath(context.config, { publisher: 'google', id: model.id }, 'streamGenerateContent?alt=sse'),
    body: stringifyJson(encoded.body),
    cancellation,
    decoder: vertexGeminiUpstream.createDecoder(encoded.restore),
    warnings: withoutProofs ? [...encoded.warnings, UNPROVEN] : encoded.warnings,
    requestIdHeader: 'x-request-id',
  });
}
