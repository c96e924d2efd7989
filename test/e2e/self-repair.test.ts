import { afterEach, describe, expect, it } from 'vitest';
import { ask, CALLERS, type Caller, member, type Question } from './callers.ts';
import { WEATHER } from './samples.ts';
import { bedrock, closeEngines, invocations, pairOf, startEngine } from './start-engine.ts';

afterEach(closeEngines);

/** Refuses the next invocation with a text of Bedrock's, then asks the same question twice. */
async function refuseOnce(message: string, caller: Caller, question: Question) {
  const engine = await startEngine();
  const [first, second] = pairOf(engine);
  await first.fault({ kind: 'http-error', error: 'ValidationException', message, times: 1 });
  const [repaired, again] = [await ask(engine, caller, question), await ask(engine, caller, question)];
  for (const reading of [repaired, again]) {
    expect(reading).toMatchObject({ status: 200, text: 'All is well.', isComplete: true });
    expect(reading.headers.get('x-krouter-attempts')).toBe('1');
    expect(reading.headers.get('x-krouter-provider')).toBe('bedrock-us-east-1');
  }
  expect(invocations(second)).toHaveLength(0);
  const calls = invocations(first);
  // Refused, corrected, and the next one right from the start: what was learned is kept.
  expect(calls.map(({ status }) => status)).toEqual([400, 200, 200]);
  return calls.map((call) => call.json());
}

const ANTHROPIC = CALLERS.filter(({ dialect }) => dialect === 'anthropic');

describe.each(ANTHROPIC)('$name: a refusal that kRouter can answer itself', (caller) => {
  it('of a beta flag is answered without flags', async () => {
    const [before, after, next] = await refuseOnce('invalid beta flag', caller, {
      headers: { 'anthropic-beta': 'interleaved-thinking-2025-05-14' },
    });
    expect(before).toHaveProperty('anthropic_beta');
    expect(after).not.toHaveProperty('anthropic_beta');
    expect(next).not.toHaveProperty('anthropic_beta');
  });

  it('of a member is answered without that member', async () => {
    const message = 'output_config: Extra inputs are not permitted';
    const [before, after, next] = await refuseOnce(message, caller, {
      body: { output_config: { effort: 'low' } },
    });
    expect(before).toHaveProperty('output_config');
    expect(after).not.toHaveProperty('output_config');
    expect(next).not.toHaveProperty('output_config');
  });

  it('of a member deep inside is answered without it, and with all the rest', async () => {
    const message = 'tools.0.custom.strict: Extra inputs are not permitted';
    const tool = { name: WEATHER.name, input_schema: { ...WEATHER.schema, additionalProperties: false } };
    const [before, after] = await refuseOnce(message, caller, {
      body: { tools: [{ ...tool, strict: true }] },
    });
    expect(before).toMatchObject({ tools: [{ name: WEATHER.name, strict: true }] });
    expect(member(after, 'tools')).toMatchObject([{ name: WEATHER.name, input_schema: WEATHER.schema }]);
    expect(JSON.stringify(after)).not.toContain('strict');
  });

  it('of thinking with a budget is answered with adaptive thinking', async () => {
    const message =
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
    const [before, after] = await refuseOnce(message, caller, {
      body: { max_tokens: 4_000, thinking: { type: 'enabled', budget_tokens: 2_000 } },
    });
    expect(before).toMatchObject({ thinking: { type: 'enabled' } });
    expect(after).toMatchObject({ thinking: { type: 'adaptive' } });
  });

  it('of adaptive thinking is answered with a budget', async () => {
    const [before, after] = await refuseOnce('adaptive thinking is not supported on this model', caller, {
      body: { max_tokens: 4_000, thinking: { type: 'adaptive' } },
    });
    expect(before).toMatchObject({ thinking: { type: 'adaptive' } });
    expect(after).toMatchObject({ thinking: { type: 'enabled', budget_tokens: expect.any(Number) } });
  });
});

describe.each(CALLERS)('$name: a refusal that kRouter can answer itself', (caller) => {
  it('of a sampling parameter is answered without it', async () => {
    const [before, after] = await refuseOnce('`temperature` is deprecated for this model.', caller, {
      body: { temperature: 0.3 },
    });
    expect(before).toHaveProperty('temperature', 0.3);
    expect(after).not.toHaveProperty('temperature');
  });

  it('of too large an answer is answered with the limit it names', async () => {
    const message =
      'max_tokens: 60000 > 8192, which is the maximum allowed number of output tokens for claude-sonnet-4-6';
    const [before, after] = await refuseOnce(message, caller, { body: { max_tokens: 60_000 } });
    expect(before).toHaveProperty('max_tokens', 60_000);
    expect(after).toHaveProperty('max_tokens', 8_192);
  });

  it('of a model by its own id is answered with its inference profile', async () => {
    const engine = await startEngine({
      regions: ['us-east-1'],
      config: (regions) => ({
        providers: regions.map((region) => ({
          ...bedrock(region),
          models: { coder: 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6' },
        })),
        combos: [],
      }),
    });
    const reading = await ask(engine, caller, { model: 'bedrock-us-east-1/coder' });
    expect(reading).toMatchObject({ status: 200, text: 'All is well.' });
    const [region] = engine.regions;
    const statuses = region === undefined ? [] : invocations(region).map(({ status }) => status);
    expect(statuses).toEqual([400, 200]);
  });

  it('that comes again and again is told, not repeated for ever', async () => {
    const engine = await startEngine();
    const [first] = pairOf(engine);
    await first.fault({ kind: 'http-error', error: 'ValidationException', message: 'invalid beta flag' });
    const reading = await ask(engine, caller);
    expect(reading.status).toBe(400);
    expect(invocations(first).length).toBeLessThanOrEqual(4);
  });
});
