import type { DecisionAttempt, DecisionRecord } from './decision.ts';

/** Response headers together must stay below the 8 to 16 kB that common clients accept. */
const MAX_LENGTH = 2000;

/** The decision as one line of ASCII JSON for `x-krouter-decision`: the longest form that fits 2,000 characters. */
export function encodeDecision(decision: DecisionRecord): string {
  const { chosen, lead } = decision;
  const affinity = affinityText(decision);
  const tried = decision.attempts.map(attemptText);
  const scores = scoresOf(decision);
  const excluded = exclusionsOf(decision);
  return (
    fitting({ chosen, lead, affinity, tried, scores, excluded }) ??
    fitting({ chosen, lead, affinity, tried, scores }) ??
    fitting({ chosen, lead, affinity, tried }) ??
    toAscii(JSON.stringify({ lead }))
  );
}

function fitting(form: object): string | undefined {
  const text = toAscii(JSON.stringify(form));
  return text.length <= MAX_LENGTH ? text : undefined;
}

type ByTarget<Value> = { [target: string]: Value };

function scoresOf({ candidates }: DecisionRecord): ByTarget<number | string> {
  const scores: ByTarget<number | string> = {};
  for (const { target, score, why } of candidates) {
    scores[target] = why === 'ready' ? round(score) : `${round(score)} ${why}`;
  }
  return scores;
}

function exclusionsOf({ excluded }: DecisionRecord): ByTarget<string> {
  const reasons: ByTarget<string> = {};
  for (const { target, reason } of excluded) reasons[target] = reason;
  return reasons;
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

const OUTSIDE_ASCII = /[^\x20-\x7e]/;

function toAscii(json: string): string {
  if (!OUTSIDE_ASCII.test(json)) return json;
  return json.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
