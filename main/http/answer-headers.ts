import type { Warning } from '../core/chat-request.ts';
import type { Compressed } from '../metering/meter-state.ts';
import type { DecisionRecord } from '../routing/decision.ts';
import { encodeDecision } from '../routing/encode-decision.ts';
import type { RoutedAnswer } from '../routing/routed-answer.ts';
import type { AnswerHeaders } from './engine.ts';

/** Response headers together must stay within what clients accept; more warnings than fit are counted. */
const MAX_WARNINGS_LENGTH = 1_500;

/** Where an answer came from, what it took, and what was lost on the way. */
export function routedHeaders(routed: RoutedAnswer, lost: readonly Warning[]): AnswerHeaders {
  const warnings = encodeWarnings(lost);
  return {
    'x-krouter-provider': toAscii(routed.provider.id),
    'x-krouter-model': toAscii(routed.model.id),
    ...decisionHeaders(routed.decision),
    ...(warnings === '' ? {} : { 'x-krouter-warnings': warnings }),
  };
}

/** Attempts and the decision; also on an error, where there is nothing else to tell. */
export function decisionHeaders(decision: DecisionRecord): AnswerHeaders {
  return {
    'x-krouter-attempts': String(decision.attempts.length),
    'x-krouter-decision': encodeDecision(decision),
  };
}

/**
 * The characters that compression took out of the request, where it did. What they are worth is known once the
 * provider has reported its usage, which is after the headers: the ledger has it.
 */
export function savedHeader(compressed: Compressed | undefined): AnswerHeaders {
  const saved = compressed === undefined ? 0 : compressed.before - compressed.after;
  return saved > 0 ? { 'x-krouter-saved': String(saved) } : {};
}

/** `dropped:top_k, changed:thinking (reason)`; ASCII. */
export function encodeWarnings(warnings: readonly Warning[]): string {
  const texts = [...new Set(warnings.map(encodeWarning))];
  let line = '';
  for (const [index, text] of texts.entries()) {
    const longer = line === '' ? text : `${line}, ${text}`;
    if (longer.length > MAX_WARNINGS_LENGTH) return `${line}, and ${texts.length - index} more`;
    line = longer;
  }
  return line;
}

function encodeWarning({ code, param, detail }: Warning): string {
  return toAscii(
    detail === undefined ? `${code}:${param}` : `${code}:${param} (${detail.replaceAll(',', ';')})`,
  );
}

function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 400);
}
