import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { publisherOf } from '../../dialects/vertex/model-name.ts';
import { withFreshToken } from '../plain-api/with-fresh-token.ts';
import { sendToClaude } from './send-to-claude.ts';
import { sendToGemini } from './send-to-gemini.ts';
import type { VertexContext } from './vertex-context.ts';

/** Sends the request as a stream, whatever the client asked for: a whole answer is collected from it. @throws AppError */
export function send(context: VertexContext, sending: Sending): Promise<UpstreamAnswer> {
  const sendTo = publisherOf(sending.model.id) === 'anthropic' ? sendToClaude : sendToGemini;
  return withFreshToken(context, () => sendTo(context, sending));
}
