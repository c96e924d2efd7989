import type { ChatRequest } from '../../core/chat-request.ts';
import type { WarningList } from './warning-list.ts';

/** Structured output asked for in words, for a vendor whose format has no member for it. */
export function outputInstruction(
  { output }: ChatRequest,
  vendor: string,
  warnings: WarningList,
): readonly string[] {
  if (output === undefined) return [];
  warnings.add('approximated', 'response_format', `${vendor} was asked for JSON in words`);
  const only = 'Answer with one JSON object and nothing else: no prose, no code fence.';
  if (output.type === 'json-object') return [only];
  return [`${only} It must match this JSON schema:\n${JSON.stringify(output.schema)}`];
}
