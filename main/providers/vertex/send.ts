import type { UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { selectVertexBetas } from '../../dialects/vertex/claude-betas.ts';
import { vertexClaudeUpstream } from '../../dialects/vertex/claude-upstream.ts';
import { vertexGeminiUpstream } from '../../dialects/vertex/gemini-upstream.ts';
import { publisherOf } from '../../dialects/vertex/model-name.ts';
import { openStream } from '../plain-api/open-stream.ts';
import { withFreshToken } from '../plain-api/with-fresh-token.ts';
import type { Sending, VertexContext } from './vertex-context.ts';
import { modelPath } from './vertex-paths.ts';

/** Sends the request as a stream, whatever the client asked for: a whole answer is collected from it. @throws AppError */
export function send(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
  const isClaude = publisherOf(sending.model.id) === 'anthropic';
  return withFreshToken(context, () =>
    isClaude ? sendToClaude(context, sending) : sendToGemini(context, sending),
  );
}

function sendToClaude(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
  const { request, model, cancellation } = sending;
  const { flags } = selectVertexBetas(request.betas);
  const encoded = vertexClaudeUpstream.encodeRequest(request, optionsFor(context, sending));
  return openStream(context.api, {
    method: 'POST',
    path: modelPath(context.config, { publisher: 'anthropic', id: model.id }, 'streamRawPredict'),
    body: stringifyJson(encoded.body),
    headers: flags.length === 0 ? {} : { 'anthropic-beta': flags.join(',') },
    cancellation,
    decoder: vertexClaudeUpstream.createDecoder(encoded.restore),
    warnings: encoded.warnings,
    requestIdHeader: 'request-id',
  });
}

function sendToGemini(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
  const encoded = vertexGeminiUpstream.encodeRequest(sending.request, optionsFor(context, sending));
  return openStream(context.api, {
    method: 'POST',
    path: modelPath(
      context.config,
      { publisher: 'google', id: sending.model.id },
      'streamGenerateContent?alt=sse',
    ),
    body: stringifyJson(encoded.body),
    cancellation: sending.cancellation,
    decoder: vertexGeminiUpstream.createDecoder(encoded.restore),
    warnings: encoded.warnings,
    requestIdHeader: 'x-request-id',
  });
}

/** What the encoders must know of the target. */
export function optionsFor({ defaultMaxTokens }: VertexContext, { model }: Sending) {
  return { model: model.id, defaultMaxTokens, maxOutputTokens: model.maxOutputTokens };
}
