import type { DecisionAttempt, DecisionRecord } from './decision.ts';

/** Response headers together must stay below the 8 to 16 kB that common clients accept. */
const MAX_LENGTH = 2000;

/** The decision as one line of ASCII JSON for `x-krouter-decision`: the longest form that fits 2,000 characters. */
export function encodeDecision(decision: DecisionRecord): string {
  const brief = {
    chosen: decision.chosen,
    lead: decision.lead,
    affinity: affinityText(decision),
    tried: decision.attempts.map(attemptText),
  };
  const scores = Object.fromEntries(
    decision.candidates.map(({ target, score, why }) => [
      target,
      why === 'ready' ? round(score) : `${round(score)} ${why}`,
    ]),
  );
  const excluded = Object.fromEntries(decision.excluded.map(({ target, reason }) => [target, reason]));
  for (const form of [{ ...brief, scores, excluded }, { ...brief, scores }, brief]) {
    const text = toAscii(JSON.stringify(form));
    if (text.length <= MAX_LENGTH) return text;
  }
  return toAscii(JSON.stringify({ lead: decision.lead }));
}

function affinityText({ affinity }: DecisionRecord): string {
  const where = affinity.target === undefined ? '' : ` ${affinity.target}`;
  return `${affinity.state}${where}${affinity.why === undefined ? '' : `: ${affinity.why}`}`;
}

function attemptText({ target, tookMs, error }: DecisionAttempt): string {
  const outcome = error === undefined ? 'ok' : [error.upstream?.status, error.code].filter(Boolean).join(' ');
  return `${target} ${outcome} ${Math.round(tookMs)}ms`;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}

function toAscii(json: string): string {
  return json.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
