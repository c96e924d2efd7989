import type { FinishEvent } from '../../core/chat-event.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeFinishReason } from './finish-reason.ts';
import { decodeFinishSource } from './finish-source.ts';
import { isGeminiBackend } from './gemini-backend.ts';
import type { AnswerIdentity } from './response-frame.ts';
import { encodeUsage } from './usage.ts';

type Ending = Pick<FinishEvent, 'stopReason' | 'detail' | 'usage' | 'source'>;

/** Who ended an answer, and for whom. */
export interface Ended {
  readonly upstream: DialectName | undefined;
  readonly identity: AnswerIdentity;
}

/** The response that ends an answer, with these parts. An upstream of this format has its own words for the end. */
export function encodeFinish(ending: Ending, parts: readonly unknown[], ended: Ended): JsonObject {
  const isOwn = ended.upstream !== undefined && isGeminiBackend(ended.upstream);
  const source = isOwn ? decodeFinishSource(ending.source) : undefined;
  if (source !== undefined && source.candidate['finishReason'] === undefined) {
    // A prompt that was refused has no candidates.
    return { ...source.response, ...ended.identity };
  }
  const reason = encodeFinishReason(ending.stopReason);
  const isTold = ending.detail !== undefined && ending.detail !== '' && reason !== 'STOP';
  const members = source?.candidate ?? {
    finishReason: reason,
    ...(isTold ? { finishMessage: ending.detail } : {}),
  };
  return {
    candidates: [{ content: { parts, role: 'model' }, ...members, index: 0 }],
    ...(source?.response ?? {}),
    usageMetadata: source?.response['usageMetadata'] ?? encodeUsage(ending.usage),
    ...ended.identity,
  };
}
