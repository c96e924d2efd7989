import { AppError } from '../../core/app-error.ts';
import type { Warning } from '../../core/chat-request.ts';
import type { UpstreamAnswer } from '../../core/provider.ts';
import { isProofRefusal } from '../../dialects/gemini/decode-error.ts';

const UNPROVEN: Warning = {
  code: 'dropped',
  param: 'messages',
  detail: 'the proofs of earlier thinking, which Google no longer takes',
};

/**
 * Asks a Gemini. Should Google refuse a proof of the history, which is bound to model and key, the request goes once more
 * without any, before anything reached the client. @throws AppError
 */
export async function askProven(
  ask: (withoutProofs: boolean) => Promise<UpstreamAnswer>,
): Promise<UpstreamAnswer> {
  try {
    return await ask(false);
  } catch (thrown) {
    if (!(thrown instanceof AppError && isProofRefusal(thrown))) throw thrown;
    const answer = await ask(true);
    return { ...answer, warnings: [...answer.warnings, UNPROVEN] };
  }
}
