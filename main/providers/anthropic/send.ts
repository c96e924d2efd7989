import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { anthropicUpstream } from '../../dialects/anthropic/anthropic-upstream.ts';
import { openStream } from '../plain-api/open-stream.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import { betaHeader } from './anthropic-api.ts';

export interface SendContext {
  readonly api: PlainApi;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
}

/** Sends the request as a stream, whatever the client asked for: a whole answer is collected from it. */
export function send(
  { api, defaultMaxTokens }: SendContext,
  { request, model, cancellation }: Sending,
): Promise<UpstreamAnswer> {
  const encoded = anthropicUpstream.encodeRequest(request, { model: model.id, defaultMaxTokens });
  return openStream(api, {
    method: 'POST',
    path: '/v1/messages',
    body: stringifyJson(encoded.body),
    headers: betaHeader(request.betas),
    cancellation,
    decoder: anthropicUpstream.createDecoder(encoded.restore),
    warnings: encoded.warnings,
    requestIdHeader: 'request-id',
  });
}
