import { describe, expect, it } from 'vitest';
import { decodeRequest as decodeAnthropic } from '../../../main/dialects/anthropic/decode-request.ts';
import { cursorUpstream } from '../../../main/dialects/cursor/cursor-upstream.ts';
import { decodeRequest } from '../../../main/dialects/cursor/decode-request.ts';
import { sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { readAnswer, run } from './cursor-run.ts';

const options = { model: 'target', defaultMaxTokens: 1000 };

function encode(request: Parameters<typeof cursorUpstream.encodeRequest>[0]) {
  const { body, warnings, restore } = cursorUpstream.encodeRequest(request, options);
  const { messages } = readAnswer(body, 'ClientMessage');
  return { messages, sent: messages[1]?.['invoke_model'].request, warnings, restore };
}

const anthropic = (body: Record<string, unknown>) =>
  decodeAnthropic({ model: 'm', max_tokens: 100, ...body }, {});

describe('a run that came in another format', () => {
  it('opens, invokes and finishes, with every block in its place', () => {
    const { messages, sent } = encode(
      anthropic({
        system: 'Be brief.',
        temperature: 0.5,
        stop_sequences: ['END'],
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What?' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
            ],
          },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'secret thought', signature: 'EqQB' },
              { type: 'text', text: 'Checking.' },
              { type: 'tool_use', id: 'toolu_1', name: 'mcp.get', input: { city: 'Oslo' } },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'toolu_1', content: '5 C', is_error: true },
              { type: 'text', text: 'And now?' },
            ],
          },
        ],
        tools: [{ name: 'mcp.get', description: 'Gets', input_schema: { type: 'object' } }],
      }),
    );
    expect(messages.map((message) => Object.keys(message)[0])).toEqual([
      'run_request',
      'invoke_model',
      'finish_run',
    ]);
    expect(sent).toMatchObject({
      messages: [
        { role: 4, text: 'Be brief.' },
        {
          role: 1,
          parts: { parts: [{ text: 'What?' }, { image: { data: 'iVBORw0KGgo=', mime_type: 'image/png' } }] },
        },
        {
          role: 2,
          text: 'Checking.',
          tool_calls: [
            {
              tool_call_id: 'toolu_1',
              tool_name: 'mcp_get',
              args: { city: 'Oslo' },
              raw_tool_call_args: '{"city":"Oslo"}',
            },
          ],
        },
        {
          role: 3,
          tool_content: {
            parts: [{ tool_call_id: 'toolu_1', tool_name: 'mcp_get', result: '5 C', is_error: true }],
          },
        },
        { role: 1, text: 'And now?' },
      ],
      tools: [{ name: 'mcp_get', description: 'Gets', parameters: { jsonSchema: { type: 'object' } } }],
      model_config: { max_tokens: 100, temperature: 0.5, stop_sequences: ['END'] },
      model_id: 'target',
      requested_model: { model_id: 'target' },
    });
    expect(JSON.stringify(sent)).not.toMatch(/secret thought|EqQB/);
  });

  it('asks for an effort that the format knows', () => {
    const thinking = { type: 'enabled', budget_tokens: 50_000 };
    const request = anthropic({ max_tokens: 64_000, thinking, messages: [{ role: 'user', content: 'a' }] });
    expect(encode(request).sent['requested_model'].parameters).toEqual([{ id: 'effort', value: 'high' }]);
  });

  it('refuses what it could only drop, and warns of the rest', () => {
    const url = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } };
    expect(() => encode(anthropic({ messages: [{ role: 'user', content: [url] }] }))).toThrow(/data only/);
    const { warnings } = encode(anthropic({ top_k: 3, messages: [{ role: 'user', content: 'a' }] }));
    expect(warnings).toContainEqual({
      code: 'dropped',
      param: 'top_k',
      detail: 'Cursor has no such setting',
    });
  });
});

describe('a run that came from Cursor', () => {
  const request = {
    model_id: 'theirs',
    requested_model: { model_id: 'theirs', max_mode: true },
    accepted_unadvertised_tool_names: ['x'],
    messages: [
      { role: 1, text: 'a' },
      { role: 2, text: 'b', reasoning_parts: [{ text: 'hm', signature: 'own' }] },
      { role: 1, text: 'c' },
    ],
  };

  it('keeps its own bytes under the model of the target', () => {
    expect(encode(decodeRequest(run(request))).sent).toEqual({
      ...request,
      model_id: 'target',
      requested_model: { model_id: 'target' },
    });
  });

  it('loses another vendor’s proof, and nothing else of what it said', () => {
    const signature = sealProof({ dialect: 'anthropic', kind: 'thinking', value: 'EqQB' });
    const [first, , last] = request.messages;
    const second = { role: 2, text: 'b', reasoning_parts: [{ text: 'hm', signature }] };
    const { sent } = encode(decodeRequest(run({ ...request, messages: [first, second, last] })));
    expect(sent['messages']).toEqual([first, { role: 2, text: 'b' }, last]);
  });
});
