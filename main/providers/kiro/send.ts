import { randomUUID } from 'node:crypto';
import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { nameConversation } from '../../dialects/kiro/encode-request.ts';
import { kiroUpstream } from '../../dialects/kiro/kiro-upstream.ts';
import { openStream } from '../plain-api/open-stream.ts';
import { withFreshToken } from '../plain-api/with-fresh-token.ts';
import { operation, profileOf } from './kiro-api.ts';
import type { KiroContext } from './kiro-context.ts';
import { REFUSED_STATUS } from './list-models.ts';

/** Sends the request; Kiro always answers with a stream. @throws AppError */
export function send(
  context: KiroContext,
  { request, model, cancellation }: Sending,
): Promise<UpstreamAnswer> {
  const { api, config, tokens, defaultMaxTokens } = context;
  const encoded = kiroUpstream.encodeRequest(request, { model: model.id, defaultMaxTokens });
  const conversationId = randomUUID();
  return withFreshToken(
    context,
    () => {
      const body = nameConversation(encoded.body, { conversationId, profileArn: profileOf(config, tokens) });
      return openStream(api, {
        method: 'POST',
        path: '/',
        headers: {
          ...operation('streaming', 'GenerateAssistantResponse'),
          accept: 'application/vnd.amazon.eventstream',
        },
        body: stringifyJson(body),
        cancellation,
        decoder: kiroUpstream.createDecoder(encoded.restore),
        warnings: encoded.warnings,
        requestIdHeader: 'x-amzn-requestid',
      });
    },
    REFUSED_STATUS,
  );
}
