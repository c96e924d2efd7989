import { AppError } from '../../core/app-error.ts';
import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { selectVertexBetas } from '../../dialects/vertex/claude-betas.ts';
import { vertexClaudeUpstream } from '../../dialects/vertex/claude-upstream.ts';
import { openStream } from '../plain-api/open-stream.ts';
import { optionsFor, type VertexContext } from './vertex-context.ts';
import { modelPath } from './vertex-paths.ts';

/**
 * Claude, by `streamRawPredict`. Which flags Vertex takes changes by the month: a request refused for one goes once more
 * without any, before anything reached the client. @throws AppError
 */
export async function sendToClaude(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
  try {
    return await ask(context, sending);
  } catch (thrown) {
    const { betas } = sending.request;
    if (betas.length === 0 || !isBetaRefusal(thrown)) throw thrown;
    const answer = await ask(context, { ...sending, request: { ...sending.request, betas: [] } });
    const dropped = betas.map(
      (flag) => ({ code: 'dropped', param: 'anthropic-beta', detail: flag }) as const,
    );
    return { ...answer, warnings: [...answer.warnings, ...dropped] };
  }
}

function isBetaRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof AppError) || thrown.code !== 'invalid_request') return false;
  return /anthropic-beta|beta flag/i.test(thrown.message);
}

function ask(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
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
