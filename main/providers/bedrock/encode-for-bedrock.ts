import type { ChatRequest } from '../../core/chat-request.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import type { ClaudeRules } from '../../dialects/anthropic/claude-models.ts';
import { claudeRules } from '../../dialects/anthropic/claude-rules.ts';
import { encodeAnthropicRequest } from '../../dialects/anthropic/encode-request.ts';
import { selectBetas } from './body/beta-flags.ts';
import { type PreparedBody, prepareBody } from './body/prepare-body.ts';
import type { Corrections } from './self-repair.ts';

/** The model's rules with what the endpoint has taught us about it. */
export function correctedRules(model: ResolvedModel, corrections: Corrections): ClaudeRules {
  return { ...claudeRules(model.baseId), ...corrections.rules };
}

/** The body for one model. The request is never written to. @throws AppError when Bedrock cannot carry it. */
export function encodeForBedrock(
  request: ChatRequest,
  rules: ClaudeRules,
  { corrections, defaultMaxTokens }: { corrections: Corrections; defaultMaxTokens: number },
): PreparedBody {
  // The encoder may believe in flags that Bedrock does not have, e.g. one that lifts the output limit.
  const known = { ...request, betas: selectBetas(request.betas).flags };
  const encoded = encodeAnthropicRequest(known, { rules, defaultMaxTokens });
  const { withoutBetas, withoutFields } = corrections;
  return prepareBody(encoded, { rules, betas: request.betas, withoutBetas, withoutFields });
}
