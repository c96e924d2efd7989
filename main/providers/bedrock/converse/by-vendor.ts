import type { Sending, TokenCount, UpstreamAnswer } from '../../../core/provider.ts';
import { estimateTokens } from '../../../dialects/anthropic/count-tokens.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import { createCorrectionMemory } from '../correction-memory.ts';
import { countTokens } from '../count-tokens.ts';
import { isClaude } from '../models/is-claude.ts';
import { type SendContext, send } from '../send.ts';
import { NO_LESSONS } from './lessons.ts';
import { type ConverseSendContext, sendConverse } from './send-converse.ts';

/** How a model is called: Claude by InvokeModel, which carries all of it, and every other vendor's by Converse. */
export interface VendorCalls {
  send(sending: Sending): Promise<UpstreamAnswer>;
  countTokens(sending: Sending): Promise<TokenCount>;
}

/** The calls of one provider. */
export function callsByVendor(context: SendContext, clock: Clock): VendorCalls {
  const converse: ConverseSendContext = { ...context, lessons: createCorrectionMemory(clock, NO_LESSONS) };
  return {
    send(sending) {
      return isClaude(sending.model.baseId) ? send(context, sending) : sendConverse(converse, sending);
    },
    async countTokens(sending) {
      if (isClaude(sending.model.baseId)) return countTokens(context, sending);
      // Bedrock counts for Claude only.
      return { inputTokens: estimateTokens(sending.request), estimated: true };
    },
  };
}
