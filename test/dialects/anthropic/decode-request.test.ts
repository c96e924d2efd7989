import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeCountTokens } from '../../../main/dialects/anthropic/count-tokens.ts';
import { anthropicVersion, decodeRequest } from '../../../main/dialects/anthropic/decode-request.ts';
import { readFixture } from './fixtures.ts';
import { clientRequest } from './run-stream.ts';

const USER = { role: 'user', content: 'Hi' };

function faultOf(body: unknown): { code: string; param: string | undefined; message: string } {
  try {
    decodeRequest(body, {});
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, param: error.param, message: error.message };
    throw error;
  }
  throw new Error('the body was accepted');
}

describe('decodeRequest', () => {
  it('reads plain members', () => {
    const request = decodeRequest(readFixture('requests/text.json'), {});
    expect(request).toMatchObject({
      dialect: 'anthropic',
      model: 'claude-sonnet-4-6',
      stream: true,
      maxTokens: 1024,
      temperature: 0.3,
      stopSequences: ['END'],
      userId: 'user_1_session_2',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    });
  });

  it('keeps the model as it was sent, suffix and all', () => {
    expect(clientRequest({ model: 'claude-opus-5[1m]' }).model).toBe('claude-opus-5[1m]');
  });

  it('collects betas from header and body, trimmed and without duplicates', () => {
    const request = clientRequest({ betas: ['c', 'a'] }, { 'anthropic-beta': 'a, b,,a ,c' });
    expect(request.betas).toEqual(['a', 'b', 'c']);
  });

  it('keeps the API version the client asked for', () => {
    expect(anthropicVersion(clientRequest({}, { 'anthropic-version': '2023-06-01' }))).toBe('2023-06-01');
    expect(anthropicVersion(clientRequest())).toBeUndefined();
  });

  it('decodes results with images and errors', () => {
    const request = decodeRequest(readFixture('requests/parallel-tools.json'), {});
    expect(request.messages[2]?.content).toMatchObject([
      {
        type: 'tool-result',
        toolUseId: 'toolu_1',
        isError: false,
        content: [{ type: 'text' }, { type: 'image' }],
      },
      { type: 'tool-result', toolUseId: 'toolu_2', isError: true, content: [{ text: 'No such city' }] },
      { type: 'text', text: 'Go on' },
    ]);
    expect(request.messages[1]?.content[1]).toMatchObject({
      type: 'tool-use',
      arguments: '{"city":"Paris"}',
    });
    expect(request.messages[4]?.content[0]).toMatchObject({ type: 'tool-result', content: [] });
  });

  it('carries blocks and tools it does not know', () => {
    const request = decodeRequest(readFixture('requests/unknown-members.json'), {});
    expect(request.messages[0]?.content[0]).toMatchObject({ type: 'opaque', name: 'search_result' });
    expect(request.messages[0]?.extensions).toEqual({ anthropic: { id: 'm1' } });
    expect(request.tools.map(({ kind, name }) => [kind, name])).toEqual([
      ['native', 'web_search'],
      ['native', 'mcp_toolset'],
      ['function', 'get_weather'],
    ]);
    expect(request.extensions.anthropic).toMatchObject({ members: { speed: 'fast' } });
  });

  it('reads media of every kind', () => {
    const [first] = decodeRequest(readFixture('requests/documents.json'), {}).messages;
    const media = first?.content.map((block) => (block.type === 'document' ? block.media.kind : block.type));
    expect(media).toEqual(['base64', 'text', 'blocks', 'blocks', 'text']);
    const images = decodeRequest(readFixture('requests/images.json'), {}).messages[0]?.content;
    expect(images).toMatchObject([
      { media: { kind: 'base64' } },
      { media: { kind: 'url' } },
      { media: { kind: 'file' } },
      {},
    ]);
  });

  it('says that max_tokens is required, but not for counting', () => {
    const body = { model: 'm', messages: [USER] };
    expect(faultOf(body)).toMatchObject({
      param: 'max_tokens',
      message: expect.stringContaining('required'),
    });
    expect(decodeCountTokens(body, {}).maxTokens).toBeUndefined();
  });

  it.each([
    ['body', 'text'],
    ['model', { max_tokens: 1, messages: [USER] }],
    ['model', { model: 'a\r\nb', max_tokens: 1, messages: [USER] }],
    ['messages', { model: 'm', max_tokens: 1, messages: [] }],
    ['messages[0]', { model: 'm', max_tokens: 1, messages: ['x'] }],
    ['messages[0].role', { model: 'm', max_tokens: 1, messages: [{ role: 'tool', content: 'x' }] }],
    ['messages[0].content', { model: 'm', max_tokens: 1, messages: [{ role: 'user' }] }],
    [
      'messages[0].content[0].text',
      { model: 'm', max_tokens: 1, messages: [{ role: 'user', content: [{ type: 'text' }] }] },
    ],
    ['max_tokens', { model: 'm', max_tokens: 1.5, messages: [USER] }],
    ['system[0].type', { model: 'm', max_tokens: 1, system: [{ type: 'novel' }], messages: [USER] }],
    ['stop_sequences[0]', { model: 'm', max_tokens: 1, stop_sequences: [1], messages: [USER] }],
    ['temperature', { model: 'm', max_tokens: 1, temperature: 'hot', messages: [USER] }],
    ['tools[0].input_schema', { model: 'm', max_tokens: 1, tools: [{ name: 'a' }], messages: [USER] }],
    [
      'tools[0].name',
      { model: 'm', max_tokens: 1, tools: [{ name: 'a\nb', input_schema: {} }], messages: [USER] },
    ],
    ['tool_choice.type', { model: 'm', max_tokens: 1, tool_choice: { type: 'x' }, messages: [USER] }],
    ['tool_choice.name', { model: 'm', max_tokens: 1, tool_choice: { type: 'tool' }, messages: [USER] }],
    [
      'thinking.budget_tokens',
      { model: 'm', max_tokens: 1, thinking: { type: 'enabled' }, messages: [USER] },
    ],
    ['betas[0]', { model: 'm', max_tokens: 1, betas: [1], messages: [USER] }],
  ])('names %s when that is what is wrong', (param, body) => {
    expect(faultOf(body)).toMatchObject({ code: 'invalid_request', param });
  });

  it('refuses a tool result that answers no call', () => {
    const orphan = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_9', content: 'x' }] };
    expect(faultOf({ model: 'm', max_tokens: 1, messages: [USER, orphan] })).toMatchObject({
      param: 'messages[1].content[0].tool_use_id',
    });
  });

  it('refuses blocks nested without end instead of overflowing', () => {
    let content: unknown = 'x';
    for (let i = 0; i < 50_000; i += 1) content = [{ type: 'tool_result', tool_use_id: 'a', content }];
    expect(faultOf({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content }] }).code).toBe(
      'invalid_request',
    );
  });

  it('answers any JSON with a request or an AppError', () => {
    const member = fc.jsonValue({ maxDepth: 4 });
    const keys = [
      'model',
      'max_tokens',
      'messages',
      'system',
      'tools',
      'tool_choice',
      'thinking',
      'betas',
      'output_config',
    ];
    const body = fc.oneof(
      member,
      fc.record(Object.fromEntries(keys.map((key) => [key, member])), { requiredKeys: [] }),
    );
    fc.assert(
      fc.property(body, (value) => {
        try {
          expect(decodeRequest(value, {}).dialect).toBe('anthropic');
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
