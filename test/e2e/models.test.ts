import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeEngines, KEY, PAIR, type RunningEngine, SONNET, startEngine } from './start-engine.ts';

const NOVA = 'amazon.nova-pro-v1:0';
const GPT_OSS = 'openai.gpt-oss-120b-1:0';

let engine: RunningEngine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(closeEngines);

async function collect<T extends { id: string }>(pages: AsyncIterable<T>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of pages) ids.push(id);
  return ids;
}

const EXPECTED = [
  PAIR,
  `bedrock/${SONNET}`,
  SONNET,
  `bedrock-us-east-1/${SONNET}`,
  `bedrock-us-west-2/${SONNET}`,
];

describe('the list of models', () => {
  it('is the same for both SDKs, each in its own shape', async () => {
    const openai = await collect(engine.openai().models.list());
    const anthropic = await collect(engine.anthropic().models.list());
    expect(openai).toEqual(expect.arrayContaining(EXPECTED));
    expect(anthropic).toEqual(openai);
    expect(new Set(openai).size).toBe(openai.length);
  });

  it('has the members OpenAI has', async () => {
    const { data, object } = await engine.openai().models.list();
    expect(object).toBe('list');
    for (const model of data) {
      expect(model).toMatchObject({ object: 'model', owned_by: 'krouter', created: expect.any(Number) });
    }
  });

  it('comes in pages to Anthropic clients, none lost between them', async () => {
    const whole = await collect(engine.anthropic().models.list());
    const paged = await collect(engine.anthropic().models.list({ limit: 3 }));
    expect(paged).toEqual(whole);
    const page = await engine.anthropic().models.list({ limit: 3 });
    expect(page).toMatchObject({ has_more: true, first_id: whole[0], last_id: whole[2] });
  });

  it('shows every one of its models when asked by name, in both shapes', async () => {
    const ids = await collect(engine.openai().models.list());
    for (const id of ids) {
      expect((await engine.openai().models.retrieve(id)).id).toBe(id);
      expect(await engine.anthropic().models.retrieve(id)).toMatchObject({ id, type: 'model' });
    }
  });

  it('does not show a model that is not in it', async () => {
    const { openai, anthropic } = { openai: engine.openai(), anthropic: engine.anthropic() };
    await expect(openai.models.retrieve('gpt-5')).rejects.toMatchObject({ status: 404 });
    await expect(anthropic.models.retrieve('gpt-5')).rejects.toMatchObject({ status: 404 });
  });

  it('says of each model what it does, as each format has it', async () => {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const read = async (path: string, body?: object): Promise<unknown> => {
      const method = body === undefined ? 'GET' : 'POST';
      return (await fetch(engine.url + path, { method, headers, body: JSON.stringify(body) })).json();
    };
    const shown = (model: string) => read('/api/show', { model });
    expect(await shown(SONNET)).toMatchObject({
      capabilities: ['completion', 'tools', 'vision', 'thinking'],
    });
    expect(await shown(GPT_OSS)).toMatchObject({ capabilities: ['completion', 'tools', 'thinking'] });
    expect(await shown(NOVA)).toMatchObject({ capabilities: ['completion', 'tools', 'vision'] });
    // Nothing is known of what stands behind a combo.
    expect(await shown(PAIR)).toMatchObject({
      capabilities: ['completion', 'tools', 'vision', 'thinking'],
    });
    expect(await read(`/v1beta/models/${NOVA}?key=${KEY}`)).toMatchObject({ thinking: false });
    expect(await read(`/v1beta/models/${SONNET}?key=${KEY}`)).toMatchObject({ thinking: true });
    expect(await read(`/foundation-models/${encodeURIComponent(GPT_OSS)}`)).toMatchObject({
      modelDetails: { inputModalities: ['TEXT'] },
    });
    expect(await read(`/foundation-models/${SONNET}`)).toMatchObject({
      modelDetails: { inputModalities: ['TEXT', 'IMAGE'] },
    });
  });

  it('is not shown without the key', async () => {
    const response = await fetch(`${engine.url}/v1/models`);
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain(KEY);
  });

  it('holds names that all can be asked', async () => {
    const ids = (await collect(engine.openai().models.list())).filter((id) => id.includes('sonnet-4-6'));
    expect(ids.length).toBeGreaterThanOrEqual(4);
    for (const model of [...ids, `combo/${PAIR}`, 'claude-sonnet-4-6', 'us.anthropic.claude-sonnet-4-6']) {
      const answer = await engine.openai().chat.completions.create({
        model,
        messages: [{ role: 'user', content: `say exactly: ${model}` }],
      });
      expect(answer.choices[0]?.message.content).toBe(model);
      expect(answer.model).toBe(model);
    }
  });
});
