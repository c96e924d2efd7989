import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { encodeGeminiRequest } from '../../dialects/gemini/encode-request.ts';
import { vertexGeminiUpstream } from '../../dialects/vertex/gemini-upstream.ts';
import { askProven } from '../plain-api/ask-proven.ts';
import { openStream } from '../plain-api/open-stream.ts';
import { optionsFor, type VertexContext } from './vertex-context.ts';
import { modelPath } from './vertex-paths.ts';

/** Gemini, by `streamGenerateContent`. @throws AppError */
export function sendToGemini(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
  return askProven((withoutProofs) => ask(context, sending, withoutProofs));
}

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
    warnings: encoded.warnings,
    requestIdHeader: 'x-request-id',
  });
}
