import { afterEach, describe, expect, it } from 'vitest';
import type { LedgerRow } from '../../main/platform/ports/ledger-store.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import { corpusCase } from '../compression/corpus.ts';
import { ask, CALLERS, type Caller, member, type Question, WHOLE } from './callers.ts';
import { answerOf, textBlock } from './scripts.ts';
import {
  bedrock,
  closeEngines,
  invocations,
  KEY,
  PAIR,
  pairOf,
  type RunningEngine,
  startEngine,
} from './start-engine.ts';

afterEach(closeEngines);

const GREP = corpusCase('grep-tests');
const SCHEMA = { type: 'object', properties: { command: { type: 'string' } }, required: ['command'] };
const RULES = 'Answer in one word. Name no file that was not printed. '.repeat(400);

/** What a geographic profile of Sonnet 4.6 takes, in billionths of a dollar per token. */
const INPUT = 3_300;
const CACHE_READ = 330;

const OPENAI: Question = {
  body: {
    messages: [
      { role: 'system', content: RULES },
      { role: 'user', content: 'Which tests are there?' },
      {
        role: 'assistant',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'Bash', arguments: GREP.hint.arguments } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_1', content: GREP.text },
    ],
    tools: [{ type: 'function', function: { name: 'Bash', parameters: SCHEMA } }],
  },
};

const MESSAGES = [
  { role: 'user', content: 'Which tests are there?' },
  {
    role: 'assistant',
    content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: JSON.parse(GREP.hint.arguments) }],
  },
  {
    role: 'user',
    content: [
      {
        type: 'tool_result',
        tool_use_id: 'toolu_1',
        content: GREP.text,
        cache_control: { type: 'ephemeral' },
      },
    ],
  },
];

const ANTHROPIC: Question = {
  body: { system: RULES, messages: MESSAGES, tools: [{ name: 'Bash', input_schema: SCHEMA }] },
};

const questionOf = ({ dialect }: Caller): Question => (dialect === 'openai' ? OPENAI : ANTHROPIC);
const [, ANTHROPIC_CALLER = expect.unreachable('no Anthropic caller')] = WHOLE;

interface Asked {
  readonly row: LedgerRow;
  readonly savedHeader: string | null;
  /** The last body upstream got. */
  readonly body: string;
}

async function askOnce(
  engine: RunningEngine,
  caller: Caller,
  headers: Question['headers'] = {},
): Promise<Asked> {
  const reading = await ask(engine, caller, { ...questionOf(caller), headers });
  expect(reading.status).toBe(200);
  const row = await engine.row(reading.requestId);
  const region = engine.regions.find((candidate) => candidate.region === row.region);
  const body = region === undefined ? '' : (invocations(region).at(-1)?.body.toString('utf8') ?? '');
  return { row, savedHeader: reading.headers.get('x-krouter-saved'), body };
}

const READ = ['system', 'text', 'content', 'name', 'description'];

/** Everything in a body that the model reads, in characters, counted from what went over the wire. */
function charactersIn(body: string): number {
  const json: unknown = JSON.parse(body);
  return ['system', 'messages', 'tools'].reduce(
    (sum, name) => sum + charactersOf(member(json, name), name),
    0,
  );
}

function charactersOf(value: unknown, name: string): number {
  if (name === 'input_schema' || name === 'input') return JSON.stringify(value).length;
  if (typeof value === 'string') return READ.includes(name) ? value.length : 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersOf(item, name), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, item]) => sum + charactersOf(item, key), 0);
}

const inputOf = (row: LedgerRow): number =>
  (row.inputTokens ?? 0) + (row.cacheReadTokens ?? 0) + (row.cacheWriteTokens ?? 0);

describe.each(CALLERS)('$name: what compression saves of a grep', (caller) => {
  it('stands in the ledger in tokens and dollars of this very request', async () => {
    const engine = await startEngine({ regions: ['us-east-1'] });
    const usage = {
      input_tokens: 1_501,
      cache_read_input_tokens: 9_007,
      cache_creation_input_tokens: 307,
      cache_creation: { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 7 },
      output_tokens: 59,
    };
    engine.regions[0]?.script(() =>
      answerOf(textBlock(0, 'Hi'), { usage, message: { usage: { ...usage, output_tokens: 1 } } }),
    );
    const { row, savedHeader, body } = await askOnce(engine, caller);
    const saved = (row.charsBefore ?? 0) - (row.charsAfter ?? 0);
    expect(row.charsBefore).toBe(GREP.text.length);
    expect(saved).toBeGreaterThan(2_000);
    expect(savedHeader).toBe(String(saved));

    const input = 1_501 + 9_007 + 307;
    const expected = (saved * input) / charactersIn(body);
    expect(Math.abs((row.savedTokens ?? 0) / expected - 1)).toBeLessThan(0.005);
    const paid = (1_501 * 3_000 + 9_007 * 300 + 300 * 3_750 + 7 * 6_000) * 1.1;
    expect(row.savedNanoUsd).toBe(Math.round(((row.savedTokens ?? 0) * paid) / input));
  });

  it.each([
    ['the header', { headers: { 'x-krouter-compress': 'off' }, compression: true }],
    ['the provider', { headers: {}, compression: false }],
  ])('is nothing when %s forbids it, and upstream gets the original', async (_, { headers, compression }) => {
    const engine = await startEngine({
      regions: ['us-east-1'],
      config: (regions) => ({ providers: regions.map((region) => ({ ...bedrock(region), compression })) }),
    });
    const { row, savedHeader, body } = await askOnce(engine, caller, headers);
    expect(row).toMatchObject({ charsBefore: null, charsAfter: null, savedTokens: 0, savedNanoUsd: 0 });
    expect(savedHeader).toBeNull();
    expect(body).toContain(JSON.stringify(GREP.text));
    if (caller.dialect === 'anthropic') expect(body).toContain(JSON.stringify(MESSAGES));
  });

  it('is more at compact than without loss', async () => {
    const engine = await startEngine({ regions: ['us-east-1'] });
    const lossless = await askOnce(engine, caller, { 'x-krouter-compress': 'lossless' });
    const compact = await askOnce(engine, caller, { 'x-krouter-compress': 'compact' });
    expect(lossless.row.savedTokens).toBeGreaterThan(0);
    expect(compact.row.savedTokens).toBeGreaterThan(lossless.row.savedTokens ?? 0);
    expect(compact.row.savedNanoUsd).toBeGreaterThan(lossless.row.savedNanoUsd ?? 0);
    expect(compact.body.length).toBeLessThan(lossless.body.length);
    expect(compact.body).not.toContain(JSON.stringify(GREP.text));
  });
});

describe('what compression saves', () => {
  it('is worth about a cache read per token once the cache is warm', async () => {
    const engine = await startEngine({ regions: ['us-east-1'] });
    const cold = (await askOnce(engine, ANTHROPIC_CALLER)).row;
    const warm = (await askOnce(engine, ANTHROPIC_CALLER)).row;
    expect(cold.cacheReadTokens).toBe(0);
    expect((warm.cacheReadTokens ?? 0) / inputOf(warm)).toBeGreaterThan(0.95);
    expect(warm.savedTokens).toBe(cold.savedTokens);
    const perToken = ({ savedTokens, savedNanoUsd }: LedgerRow) => (savedNanoUsd ?? 0) / (savedTokens ?? 0);
    // Writing to the cache costs a quarter more; that is not claimed.
    expect(perToken(cold)).toBe(INPUT);
    expect(perToken(warm)).toBeGreaterThanOrEqual(CACHE_READ);
    expect(perToken(warm)).toBeLessThan(CACHE_READ * 1.5);
  });

  it.each([
    { first: false, second: true },
    { first: true, second: false },
  ])('counts for the target that answered (%o)', async ({ first, second }) => {
    const engine = await startEngine({
      config: (regions) => ({
        providers: regions.map((region: SimulatedRegion, index) => ({
          ...bedrock(region),
          compression: index === 0 ? first : second,
        })),
      }),
    });
    await pairOf(engine)[0].fault({ kind: 'http-error', error: 'ServiceUnavailableException' });
    const { row, savedHeader, body } = await askOnce(engine, ANTHROPIC_CALLER);
    expect(row).toMatchObject({ model: PAIR, provider: 'bedrock-us-west-2', attempts: 2 });
    expect((row.savedTokens ?? 0) > 0).toBe(second);
    expect(savedHeader !== null).toBe(second);
    expect(body.includes(JSON.stringify(GREP.text))).toBe(!second);
  });

  it('is unknown when nobody answered', async () => {
    const engine = await startEngine({ regions: ['us-east-1'] });
    await engine.regions[0]?.fault({ kind: 'http-error', error: 'ValidationException' });
    const { requestId } = await ask(engine, ANTHROPIC_CALLER, ANTHROPIC);
    expect(await engine.row(requestId)).toMatchObject({
      outcome: 'error',
      savedTokens: null,
      savedNanoUsd: null,
    });
  });

  it('adds up in totals and metrics', async () => {
    const engine = await startEngine({ regions: ['us-east-1'] });
    const rows = [
      (await askOnce(engine, ANTHROPIC_CALLER)).row,
      (await askOnce(engine, ANTHROPIC_CALLER)).row,
    ];
    await ask(engine, ANTHROPIC_CALLER);
    const [tokens, nanoUsd] = [sum(rows, 'savedTokens'), sum(rows, 'savedNanoUsd')];
    const [total] = await engine.krouter.metering.ledger.totals({});
    expect(total).toMatchObject({ requests: 3, savedTokens: tokens, savedNanoUsd: nanoUsd });
    const response = await fetch(`${engine.url}/metrics`, { headers: { 'x-api-key': KEY } });
    const metrics = await response.text();
    expect(metricOf(metrics, 'krouter_saved_tokens_total')).toBe(tokens);
    expect(metricOf(metrics, 'krouter_saved_usd_total')).toBeCloseTo(nanoUsd / 1e9, 9);
  });
});

function sum(rows: readonly LedgerRow[], field: 'savedTokens' | 'savedNanoUsd'): number {
  return rows.reduce((total, row) => total + (row[field] ?? 0), 0);
}

function metricOf(metrics: string, name: string): number {
  const line = metrics.split('\n').find((text) => text.startsWith(`${name}{`));
  return Number(line?.slice(line.lastIndexOf(' ')));
}
