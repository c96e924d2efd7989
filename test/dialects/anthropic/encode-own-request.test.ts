import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import { RawJson, stringifyJson } from '../../../main/core/raw-json.ts';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import { decodeRequest } from '../../../main/dialects/anthropic/decode-request.ts';
import { encodeAnthropicRequest } from '../../../main/dialects/anthropic/encode-request.ts';
import { deepFreeze, fixtureNames, readFixture } from './fixtures.ts';

function encode(request: ChatRequest, model = request.model) {
  return encodeAnthropicRequest(request, { rules: claudeRules(model), defaultMaxTokens: 16_384 });
}

function withoutAddress({ model: _model, stream: _stream, betas: _betas, ...rest }: JsonObject): JsonObject {
  return rest;
}

describe('encodeAnthropicRequest for an Anthropic client', () => {
  it.each(fixtureNames('requests'))('sends %s as the client wrote it', (name) => {
    const body = deepFreeze(readFixture(`requests/${name}.json`));
    const { body: encoded, warnings, restore } = encode(decodeRequest(body, {}));
    expect(stringifyJson(encoded)).toBe(JSON.stringify(withoutAddress(body)));
    expect(warnings).toEqual([]);
    expect(restore).toEqual({});
  });

  it.each(fixtureNames('requests'))(
    'leaves %s untouched when it is encoded for one model after another',
    (name) => {
      const request = decodeRequest(deepFreeze(readFixture(`requests/${name}.json`)), {});
      const before = stringifyJson(encode(request).body);
      for (const model of ['claude-3-5-haiku', 'claude-sonnet-4-5', 'claude-opus-4-7', 'claude-fable-5'])
        encode(request, model);
      expect(stringifyJson(encode(request).body)).toBe(before);
    },
  );

  it('keeps the meaning of any request, unknown members included', () => {
    const json = fc.jsonValue({ maxDepth: 2 });
    const extra = fc.dictionary(fc.stringMatching(/^x_[a-z]{1,5}$/), json, { maxKeys: 2 });
    const block = fc.oneof(
      fc.tuple(extra, fc.string()).map(([more, text]) => ({ type: 'text', text, ...more })),
      fc
        .tuple(extra, fc.string(), fc.base64String())
        .map(([more, thinking, signature]) => ({ type: 'thinking', thinking, signature, ...more })),
      fc.tuple(extra, json).map(([more, value]) => ({ type: 'novel_block', value, ...more })),
      fc
        .tuple(extra, fc.dictionary(fc.string(), json))
        .map(([more, input]) => ({ type: 'tool_use', id: 'toolu_1', name: 'a', input, ...more })),
    );
    const content = fc.oneof(fc.string(), fc.array(block, { maxLength: 4 }));
    const role = fc.constantFrom('user', 'assistant');
    const message = fc
      .tuple(role, content, extra)
      .map(([who, what, more]) => ({ ...more, role: who, content: what }));
    const tool = fc
      .tuple(extra, fc.constantFrom('a', 'b-c'))
      .map(([more, name]) => ({ ...more, name, input_schema: { type: 'object' } }));
    const body = fc.record(
      {
        messages: fc.array(message, { minLength: 1, maxLength: 5 }),
        tools: fc.array(tool, { maxLength: 2 }),
        system: fc.oneof(
          fc.string(),
          fc.array(fc.record({ type: fc.constant('text'), text: fc.string() }), { maxLength: 2 }),
        ),
        x_more: json,
      },
      { requiredKeys: ['messages'] },
    );
    fc.assert(
      fc.property(body, (members) => {
        const sent = deepFreeze({ model: 'claude-opus-4-8', max_tokens: 10, ...members });
        const { body: encoded } = encode(decodeRequest(sent, {}));
        expect(stringifyJson(encoded)).toBe(JSON.stringify(withoutAddress(sent)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps digits that a double cannot hold', () => {
    const body = readFixture('requests/parallel-tools.json');
    const input = { n: new RawJson('12345678901234567890') };
    const call = {
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'toolu_9', name: 'get_weather', input }],
    };
    const request = decodeRequest({ ...body, messages: [{ role: 'user', content: 'Hi' }, call] }, {});
    expect(request.messages[1]?.content[0]).toMatchObject({ arguments: '{"n":12345678901234567890}' });
    expect(stringifyJson(encode(request).body)).toContain('"input":{"n":12345678901234567890}');
  });

  it('rebuilds only the message whose block was altered', () => {
    const request = decodeRequest(deepFreeze(readFixture('requests/parallel-tools.json')), {});
    const shortened = request.messages.map((message, index) =>
      index === 2
        ? {
            ...message,
            source: undefined,
            content: message.content.map((block) =>
              block.type === 'tool-result' && block.isError
                ? { ...block, source: undefined, content: [{ type: 'text', text: 'cut' } as const] }
                : block,
            ),
          }
        : message,
    );
    const { body } = encode({ ...request, messages: shortened });
    const sent = readFixture('requests/parallel-tools.json')['messages'];
    if (!Array.isArray(sent)) throw new Error('the fixture has no messages');
    const results = sent[2].content;
    expect(body['messages']).toEqual([
      sent[0],
      sent[1],
      {
        role: 'user',
        content: [
          results[0],
          { type: 'tool_result', tool_use_id: 'toolu_2', content: 'cut', is_error: true },
          results[2],
        ],
      },
      sent[3],
      sent[4],
    ]);
  });
});
