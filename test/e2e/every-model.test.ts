import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../main/core/json.ts';
import { claudeModels } from '../../main/simulator/catalog/claude-models.ts';
import { ask, CALLERS, type Caller } from './callers.ts';
import { PERSON, WEATHER } from './samples.ts';
import { closeEngines, type RunningEngine, startEngine } from './start-engine.ts';

let engine: RunningEngine;

beforeAll(async () => {
  // Sonnet 4 has reached the end of its life by now.
  engine = await startEngine({ regions: ['us-east-1'], config: () => ({ combos: [] }) });
});
afterAll(closeEngines);

const now = Date.now();
const MODELS = claudeModels.filter(({ endOfLife }) => endOfLife === undefined || Date.parse(endOfLife) > now);

/** What clients ask for, all of which some model refuses in the form it comes in. */
const WISHES: Readonly<Record<Caller['dialect'], Readonly<Record<string, JsonObject>>>> = {
  openai: {
    'every kind of sampling': { temperature: 0.7, top_p: 0.9, stop: ['###'] },
    'a temperature beyond Claude’s': { temperature: 1.8 },
    'much reasoning': { reasoning_effort: 'high', max_completion_tokens: 6_000 },
    'the most reasoning': { reasoning_effort: 'xhigh', max_completion_tokens: 6_000 },
    'minimal reasoning and little room': { reasoning_effort: 'minimal', max_tokens: 50 },
    'no reasoning': { reasoning_effort: 'none', temperature: 0 },
    'JSON by a schema': {
      response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: PERSON } },
    },
    'a forced tool while reasoning': {
      reasoning_effort: 'high',
      tools: [
        { type: 'function', function: { name: WEATHER.name, parameters: WEATHER.schema, strict: true } },
      ],
      tool_choice: 'required',
    },
    'more tokens than any model has': { max_tokens: 1_000_000 },
    'no limit at all': { max_tokens: undefined },
    'an answer that begins with a given word': {
      messages: [
        { role: 'user', content: 'say exactly: All is well.' },
        { role: 'assistant', content: 'All' },
      ],
    },
  },
  anthropic: {
    'every kind of sampling': { temperature: 0.7, top_p: 0.9, top_k: 10, stop_sequences: ['###'] },
    'thinking with a budget': { thinking: { type: 'enabled', budget_tokens: 2_000 }, max_tokens: 6_000 },
    'adaptive thinking with much effort': {
      thinking: { type: 'adaptive' },
      output_config: { effort: 'max' },
      max_tokens: 6_000,
    },
    'no thinking': { thinking: { type: 'disabled' }, temperature: 0 },
    'thinking while sampling': {
      thinking: { type: 'enabled', budget_tokens: 2_000 },
      max_tokens: 6_000,
      temperature: 0.2,
      top_k: 5,
    },
    'JSON by a schema': { output_config: { format: { type: 'json_schema', schema: PERSON } } },
    'a cache for an hour': {
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
    },
    'every flag there is': { betas: undefined, context_management: { edits: [] } },
    'an instruction in mid-conversation': {
      messages: [
        { role: 'user', content: 'hello' },
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'say exactly: All is well.' },
      ],
    },
  },
};

const FLAGS =
  'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27,prompt-caching-2024-07-31,output-128k-2025-02-19,files-api-2025-04-14,made-up-2099-01-01';

describe.each(CALLERS)('$name:', (caller) => {
  describe.each(Object.entries(WISHES[caller.dialect]))('%s', (_wish, body) => {
    it.each(MODELS.map(({ id }) => id))('is carried to %s, or what is lost is named', async (id) => {
      const model = `bedrock-us-east-1/${id}`;
      const reading = await ask(engine, caller, { model, body, headers: { 'anthropic-beta': FLAGS } });
      expect(reading.error?.['message']).toBeUndefined();
      expect(reading).toMatchObject({ status: 200, isComplete: true });
      expect(reading.headers.get('x-krouter-attempts')).toBe('1');
    });
  });
});

/** Requests that are wrong in Anthropic's own terms: the model's word for it is the best there is. */
const MISTAKES = [
  {
    wish: 'a given beginning',
    models: MODELS.filter(({ prefill }) => !prefill),
    said: 'does not support assistant message prefill',
    body: {
      messages: [
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: 'All' },
      ],
    },
  },
  {
    wish: 'a forced tool while thinking',
    models: MODELS.filter(
      ({ thinking, forcedToolWhileThinking }) => thinking.includes('adaptive') && !forcedToolWhileThinking,
    ),
    said: 'Thinking may not be enabled when tool_choice forces tool use',
    body: {
      thinking: { type: 'adaptive' },
      max_tokens: 6_000,
      tools: [{ name: WEATHER.name, input_schema: WEATHER.schema }],
      tool_choice: { type: 'any' },
    },
  },
];

describe.each(CALLERS.filter(({ dialect }) => dialect === 'anthropic'))('$name:', (caller) => {
  it.each(MISTAKES)(
    '$wish, where the model has no such thing, is refused in its own words',
    async (mistake) => {
      expect(mistake.models.length).toBeGreaterThan(0);
      for (const { id } of mistake.models) {
        const reading = await ask(engine, caller, { model: `bedrock-us-east-1/${id}`, body: mistake.body });
        expect(reading.status).toBe(400);
        expect(reading.errorMessage).toContain(mistake.said);
        expect(reading.headers.get('x-krouter-attempts')).toBe('1');
      }
    },
  );
});
