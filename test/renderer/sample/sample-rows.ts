import type { RequestDetail, RequestRow } from '../../../contract/request-row.ts';
import { createRandom, pick } from './random.ts';

const APPS = ['claude-code', 'opencode', 'cline', 'zed', 'aider', 'curl'] as const;
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'] as const;
const SESSIONS = ['5f1c9a02-77f1', 'a8d2e6b4-02c9', '0be3417f-9d55', 'c41f2a90-6e13'] as const;
const MODELS = [
  { asked: 'claude-sonnet-4-6', id: 'anthropic.claude-sonnet-4-6', input: 3, output: 15 },
  { asked: 'claude-haiku-4-5', id: 'anthropic.claude-haiku-4-5-20251001-v1:0', input: 1, output: 5 },
  { asked: 'claude-opus-4-6', id: 'anthropic.claude-opus-4-6-v1', input: 5, output: 25 },
  { asked: 'regulated', id: 'anthropic.claude-sonnet-4-6', input: 3, output: 15 },
] as const;

export { APPS, MODELS, REGIONS };

/** Finished requests over the last two weeks, newest first. */
export function sampleRows(count: number, now: number): readonly RequestRow[] {
  const random = createRandom(7);
  const span = 14 * 86_400_000;
  return Array.from({ length: count }, (_, index) => {
    const age = ((index + random()) / count) ** 1.6 * span;
    return sampleRow(`req_${(9_000_000 - index).toString(36)}`, now - age, random);
  }).sort((a, b) => b.startedAt - a.startedAt);
}

/** One finished request. */
export function sampleRow(id: string, startedAt: number, random: () => number): RequestRow {
  const model = pick(random, MODELS);
  const region = pick(random, REGIONS);
  const outcome = pickOutcome(random);
  if (outcome === 'error') return failedRow(id, startedAt, random);
  const tokens = {
    input: Math.round(200 + random() * 4_000),
    cacheRead: Math.round(random() * 90_000),
    cacheWrite: Math.round(random() * 6_000),
    output: Math.round(60 + random() * 3_000),
  };
  const cost =
    (tokens.input * model.input + tokens.cacheRead * model.input * 0.1 + tokens.output * model.output) / 1e6;
  const ttftMs = Math.round(350 + random() * 1_400);
  const rate = 45 + random() * 60;
  return {
    id,
    startedAt: Math.round(startedAt),
    dialect: pick(random, ['anthropic', 'openai-chat']),
    app: pick(random, APPS),
    session: random() < 0.7 ? pick(random, SESSIONS) : undefined,
    modelAsked: model.asked,
    provider: `bedrock-${region}`,
    region,
    model: `${region.slice(0, 2)}.${model.id}`,
    scope: 'geo',
    attempts: random() < 0.1 ? 2 : 1,
    outcome,
    status: outcome === 'cancelled' ? 499 : 200,
    tokens,
    costUsd: random() < 0.03 ? undefined : cost,
    ttftMs,
    durationMs: Math.round(ttftMs + (tokens.output / rate) * 1000),
    tokensPerSecond: Math.round(rate * 10) / 10,
    streamed: true,
    warnings: random() < 0.06 ? ['dropped:top_k'] : [],
    compression: random() < 0.5 ? { before: 48_200, after: 21_730 } : undefined,
  };
}

function pickOutcome(random: () => number): RequestRow['outcome'] {
  const chance = random();
  if (chance < 0.05) return 'error';
  return chance < 0.09 ? 'cancelled' : 'ok';
}

function failedRow(id: string, startedAt: number, random: () => number): RequestRow {
  const region = pick(random, REGIONS);
  return {
    id,
    startedAt: Math.round(startedAt),
    dialect: 'anthropic',
    app: pick(random, APPS),
    modelAsked: pick(random, MODELS).asked,
    provider: `bedrock-${region}`,
    region,
    attempts: 2,
    outcome: 'error',
    status: 429,
    errorCode: 'rate_limited',
    tokens: {},
    durationMs: 220,
    streamed: true,
    warnings: [],
  };
}

/** The same with a decision record of the router's form. */
export function withDecision(row: RequestRow): RequestDetail {
  const target = `${row.provider}/${row.model ?? 'us.anthropic.claude-sonnet-4-6'}`;
  const other = 'bedrock-us-west-2/us.anthropic.claude-sonnet-4-6';
  const terms = { speed: 0.81, success: 0.99, headroom: 0.72, standing: 'ready', why: 'ready' };
  const throttled = {
    target: other,
    startedAfterMs: 0,
    tookMs: 184,
    error: {
      code: 'rate_limited',
      message: 'Too many tokens, please wait before trying again.',
      upstream: { status: 429, name: 'ThrottlingException' },
    },
  };
  return {
    ...row,
    decision: {
      asked: row.modelAsked,
      kind: 'bare',
      at: row.startedAt,
      lead: 'cache',
      affinity: { conversation: '4b1f', state: 'kept', target },
      candidates: [
        { target, score: 0.84, ...terms },
        { target: other, score: 0.61, ...terms, standing: 'limited', why: 'throttled' },
      ],
      excluded: [{ target: 'bedrock-ap-northeast-1', reason: 'outside the residency eu' }],
      attempts: [
        ...(row.attempts > 1 ? [throttled] : []),
        { target, startedAfterMs: 190, tookMs: row.ttftMs ?? 0 },
      ],
      chosen: target,
    },
  };
}
