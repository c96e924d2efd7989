import type { Sending } from '../../../core/provider.ts';
import type { ClaudeRules } from '../../../dialects/anthropic/claude-models.ts';
import type { PreparedBody } from '../body/prepare-body.ts';
import { correctedRules, encodeForBedrock } from '../encode-for-bedrock.ts';
import type { Corrections } from '../self-repair.ts';
import type { SendContext } from '../send.ts';

/** The body for the Messages endpoint, as far as it is the runtime's; structured output is not served there. */
export function encodeForMantle(
  { defaultMaxTokens }: Pick<SendContext, 'defaultMaxTokens'>,
  { request, model }: Sending,
  corrections: Corrections,
): PreparedBody {
  const rules: ClaudeRules = { ...correctedRules(model, corrections), structuredOutput: false };
  return encodeForBedrock(request, rules, { corrections, defaultMaxTokens });
}
