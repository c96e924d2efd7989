import type { ChatRequest, Warning } from '../../../core/chat-request.ts';
import type { TokenCount, UpstreamAnswer } from '../../../core/provider.ts';
import { estimateTokens } from '../../../dialects/anthropic/count-tokens.ts';
import { runtimeOptions } from '../../../dialects/bedrock-converse/runtime-options.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import { createCorrectionMemory } from '../correction-memory.ts';
import { countTokens } from '../count-tokens.ts';
import { isClaude } from '../models/is-claude.ts';
import { type SendContext, type Sending, send } from '../send.ts';
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
    async send(sending) {
      if (!isClaude(sending.model.baseId)) return sendConverse(converse, sending);
      const answer = await send(context, sending);
      const lost = lostOf(sending.request);
      return lost.length === 0 ? answer : { ...answer, warnings: [...answer.warnings, ...lost] };
    },
    async countTokens(sending) {
      if (isClaude(sending.model.baseId)) return countTokens(context, sending);
      // Bedrock counts for Claude only.
      return { inputTokens: estimateTokens(sending.request), estimated: true };
    },
  };
}

/** What a Converse client said that InvokeModel has no place for. */
function lostOf(request: ChatRequest): readonly Warning[] {
  const { modelFields = [] } = runtimeOptions(request);
  return modelFields.map((field) => ({ code: 'dropped', param: `additionalModelRequestFields.${field}` }));
}
