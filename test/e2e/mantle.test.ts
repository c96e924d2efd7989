import { afterAll, describe, expect, it } from 'vitest';
import { bedrock, closeEngines, pairOf, startEngine } from './start-engine.ts';

afterAll(closeEngines);

const OPUS = 'anthropic.claude-opus-4-8';

/** Two regions, both called by their Messages endpoint. */
function onMantle() {
  return startEngine({
    config: (regions) => ({
      providers: regions.map((region) => ({ ...bedrock(region), api: 'mantle' as const })),
      combos: [{ id: 'pair', models: regions.map(({ region }) => `bedrock-${region}/${OPUS}`) }],
    }),
  });
}

describe('Bedrock by its Messages endpoint', () => {
  it('answers clients of Anthropic and of OpenAI alike', async () => {
    const engine = await onMantle();
    const asked = {
      max_tokens: 100,
      messages: [{ role: 'user' as const, content: 'say exactly: schön 🦊' }],
    };
    const message = await engine
      .anthropic()
      .messages.create({ ...asked, model: `bedrock-us-east-1/${OPUS}` });
    expect(message.content).toMatchObject([{ type: 'text', text: 'schön 🦊' }]);
    const chat = await engine.openai().chat.completions.create({ ...asked, model: 'pair' });
    expect(chat.choices[0]?.message.content).toBe('schön 🦊');
    const [first] = pairOf(engine);
    expect(new Set(first.requests.map(({ operation }) => operation))).toEqual(new Set(['CreateMessage']));
  });

  it('fails over to the next region', async () => {
    const engine = await onMantle();
    const [first, second] = pairOf(engine);
    await first.fault({ kind: 'http-error', error: 'ThrottlingException' });
    const message = await engine.anthropic().messages.create({
      model: 'pair',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'say exactly: yes' }],
    });
    expect(message.content).toMatchObject([{ text: 'yes' }]);
    expect(second.requests.map(({ operation }) => operation)).toContain('CreateMessage');
  });

  it('lists what it serves', async () => {
    const engine = await onMantle();
    const ids: string[] = [];
    for await (const model of engine.openai().models.list()) ids.push(model.id);
    expect(ids).toContain(`bedrock-us-east-1/${OPUS}`);
    expect(ids.some((id) => id.includes('sonnet-4-6'))).toBe(false);
  });
});
