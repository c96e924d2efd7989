import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { ollamaChatDialect, ollamaGenerateDialect } from '../../../main/dialects/ollama/ollama-dialects.ts';

const user = { role: 'user', content: 'hi' };
const PNG = 'iVBORw0KGgo=';

function decode(members: object): ChatRequest {
  return ollamaChatDialect.decodeRequest({ model: 'm', messages: [user], ...members }, {});
}

function generate(members: object): ChatRequest {
  return ollamaGenerateDialect.decodeRequest({ model: 'm', prompt: 'hi', ...members }, {});
}

function refusal(act: () => unknown): { code: string; param: string | undefined; message: string } {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('the request was accepted');
}

describe('a chat request', () => {
  it('streams unless it says otherwise', () => {
    expect(decode({}).stream).toBe(true);
    expect(decode({ stream: null }).stream).toBe(true);
    expect(decode({ stream: false }).stream).toBe(false);
  });

  it('names its model with or without :latest', () => {
    expect(decode({ model: 'bedrock/claude:latest' }).model).toBe('bedrock/claude');
    expect(decode({ model: 'anthropic.claude-v1:0' }).model).toBe('anthropic.claude-v1:0');
  });

  it('has its leading instructions apart and the others in place, whatever the case of the roles', () => {
    const { system, messages } = decode({
      messages: [
        { role: 'System', content: 'A' },
        { role: 'system', content: 'B' },
        user,
        { role: 'system', content: 'C' },
      ],
    });
    expect(system.map(({ text }) => text)).toEqual(['A', 'B']);
    expect(messages).toMatchObject([{ role: 'user' }, { role: 'system', content: [{ text: 'C' }] }]);
  });

  it('forwards limits and sampling, and passes over what is about Ollama’s own machinery', () => {
    const request = decode({
      options: {
        num_predict: 50,
        temperature: 0.8,
        top_p: 0.9,
        top_k: 40,
        stop: ['a', ''],
        num_gpu: 1,
        num_ctx: 4096,
        seed: 1,
      },
    });
    expect(request).toMatchObject({
      maxTokens: 50,
      temperature: 0.8,
      topP: 0.9,
      topK: 40,
      stopSequences: ['a'],
    });
    expect(request.warnings).toEqual([]);
  });

  it.each([-1, -2, 0])('has no limit with num_predict %i', (num_predict) => {
    expect(decode({ options: { num_predict, top_k: 0 } })).toMatchObject({
      maxTokens: undefined,
      topK: undefined,
    });
  });

  it.each([
    [undefined, undefined],
    [null, undefined],
    [true, { mode: 'adaptive' }],
    [false, { mode: 'off' }],
    ['low', { mode: 'adaptive', effort: 'low' }],
    ['high', { mode: 'adaptive', effort: 'high' }],
    ['max', { mode: 'adaptive', effort: 'max' }],
  ])('with think %j thinks %j', (think, reasoning) => {
    expect(decode({ think }).reasoning).toEqual(reasoning);
  });

  it.each([
    ['json', { type: 'json-object' }],
    [{ type: 'object' }, { type: 'json-schema', schema: { type: 'object' } }],
    ['', undefined],
    [null, undefined],
  ])('with format %j wants %j', (format, output) => {
    expect(decode({ format }).output).toEqual(output);
  });

  it('tells images by their bytes', () => {
    const images = [PNG, '/9j/4AAQ', 'R0lGODlhAQAB', 'UklGRhoAAABXRUJQ', `data:image/jpeg;base64,${PNG}`];
    const [message] = decode({ messages: [{ ...user, images }] }).messages;
    expect(message?.content.slice(1)).toMatchObject(
      ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/png'].map((mediaType) => ({
        type: 'image',
        media: { kind: 'base64', mediaType },
      })),
    );
  });

  it('matches tool results by id, by name and by order', () => {
    const call = (name: string, id?: string) => ({ id, function: { name, arguments: { n: 1 } } });
    const { messages } = decode({
      messages: [
        user,
        { role: 'assistant', content: '', tool_calls: [call('a', 'id_a'), call('b'), call('c'), call('d')] },
        { role: 'tool', content: '4', tool_name: 'd' },
        { role: 'tool', content: '1', tool_call_id: 'id_a' },
        { role: 'tool', content: '2' },
        { role: 'tool', content: '3', tool_name: 'c' },
        { role: 'tool', content: '?' },
      ],
    });
    const ids = messages[1]?.content.flatMap((block) => (block.type === 'tool-use' ? [block.id] : [])) ?? [];
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toBe('id_a');
    const results = messages.slice(2).flatMap(({ content }) => content);
    expect(results).toMatchObject([
      { toolUseId: ids[3] },
      { toolUseId: 'id_a' },
      { toolUseId: ids[1] },
      { toolUseId: ids[2] },
      { type: 'tool-result' },
    ]);
    expect(ids).not.toContain(results[4]?.type === 'tool-result' ? results[4].toolUseId : '');
  });

  it('takes arguments as an object or as its text, and keeps every digit', () => {
    const args = (value: unknown) =>
      decode({
        messages: [
          user,
          { role: 'assistant', content: '', tool_calls: [{ function: { name: 'f', arguments: value } }] },
        ],
      }).messages[1]?.content[0];
    expect(args({ city: 'Oslo' })).toMatchObject({ arguments: '{"city":"Oslo"}' });
    expect(args('{"n":12345678901234567890}')).toMatchObject({ arguments: '{"n":12345678901234567890}' });
    expect(args(undefined)).toMatchObject({ arguments: '' });
  });

  it('keeps thinking that comes back', () => {
    const [, message] = decode({
      messages: [user, { role: 'assistant', thinking: 'Hm.', content: 'Yes.' }],
    }).messages;
    expect(message?.content).toMatchObject([
      { type: 'thinking', thinking: 'Hm.' },
      { type: 'text', text: 'Yes.' },
    ]);
  });

  it('tells of log probabilities that will not come', () => {
    expect(decode({ logprobs: true }).warnings).toEqual([{ code: 'dropped', param: 'logprobs' }]);
  });
});

describe('a generate request', () => {
  it('is a conversation of one turn', () => {
    const request = generate({ system: 'Be brief.', images: [PNG] });
    expect(request).toMatchObject({
      stream: true,
      system: [{ text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ text: 'hi' }, { type: 'image' }] }],
    });
  });

  it('tells that templates are not used', () => {
    expect(generate({ raw: true, template: '{{ .Prompt }}' }).warnings).toMatchObject([
      { code: 'approximated', param: 'raw' },
      { code: 'dropped', param: 'template' },
    ]);
  });

  it.each([
    ['suffix', { suffix: 'x' }],
    ['context', { context: [1, 2] }],
    ['images[0]', { images: ['AAAA'] }],
  ])('is refused for %s', (param, members) => {
    expect(refusal(() => generate(members))).toMatchObject({ code: 'unsupported', param });
  });
});

describe('a chat request that cannot be served', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['model', { model: 1 }],
    ['model', { model: ' ' }],
    ['stream', { stream: 'yes' }],
    ['messages', { messages: 'hi' }],
    ['messages[0]', { messages: ['hi'] }],
    ['messages[0].role', { messages: [{ role: 'toString', content: '' }] }],
    ['messages[0].content', { messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }] }],
    ['messages[0].images[0]', { messages: [{ ...user, images: [7] }] }],
    ['messages[0].images[0]', { messages: [{ ...user, images: ['not base64!'] }] }],
    ['messages[0].tool_calls[0].function', { messages: [{ role: 'assistant', tool_calls: [{}] }] }],
    ['tools[0].function', { tools: [{ type: 'function' }] }],
    ['tools[0].function.name', { tools: [{ function: { name: '' } }] }],
    ['think', { think: 'hard' }],
    ['format', { format: 'xml' }],
    ['options', { options: [] }],
    ['options.temperature', { options: { temperature: 'hot' } }],
    ['options.stop[1]', { options: { stop: ['a', 1] } }],
  ];
  it.each(cases)('is refused for %s in %j', (param, members) => {
    expect(refusal(() => decode(members))).toMatchObject({ code: 'invalid_request', param });
  });
});
