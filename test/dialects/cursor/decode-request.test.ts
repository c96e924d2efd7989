import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeRequest } from '../../../main/dialects/cursor/decode-request.ts';
import { sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { envelope, run } from './cursor-run.ts';

const MODEL = { model_id: 'claude-sonnet', parameters: [{ id: 'effort', value: 'high' }] };
const anthropic = sealProof({ dialect: 'anthropic', kind: 'thinking', value: 'EqQB' });

describe('a Cursor run', () => {
  it('is turned into the hub’s instructions, turns, calls, results and tools', () => {
    const request = decodeRequest(
      run({
        requested_model: MODEL,
        messages: [
          { role: 4, text: 'Be brief.' },
          {
            role: 1,
            parts: {
              parts: [{ text: 'What?' }, { image: { data: 'iVBORw0KGgo=', mime_type: 'image/png' } }],
            },
          },
          {
            role: 2,
            text: 'Checking.',
            reasoning_parts: [{ text: 'hm', signature: anthropic }],
            tool_calls: [
              {
                tool_call_id: 't1',
                tool_name: 'get',
                args: { id: 1 },
                raw_tool_call_args: '{"id":12345678901234567890}',
              },
              { tool_call_id: 't2', tool_name: 'get', args: { city: 'Oslo' } },
            ],
          },
          {
            role: 3,
            tool_content: {
              parts: [
                { tool_call_id: 't1', result: 'fine' },
                { tool_call_id: 't2', result: { a: [1, null] }, is_error: true },
              ],
            },
          },
        ],
        tools: [{ name: 'get', description: 'Gets', parameters: { jsonSchema: { type: 'object' } } }],
        model_config: { max_tokens: 100, temperature: 0.7, top_p: 0.9, stop_sequences: ['END'] },
      }),
    );
    expect(request).toMatchObject({
      dialect: 'cursor',
      model: 'claude-sonnet',
      stream: true,
      system: [{ type: 'text', text: 'Be brief.' }],
      maxTokens: 100,
      temperature: 0.7,
      topP: 0.9,
      stopSequences: ['END'],
      reasoning: { effort: 'high' },
      tools: [{ kind: 'function', name: 'get', description: 'Gets', inputSchema: { type: 'object' } }],
      extensions: { cursor: { invocationId: 'i1' } },
    });
    expect(request.messages.map(({ role, content }) => ({ role, content }))).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What?' },
          { type: 'image', media: { kind: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' } },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature: 'EqQB' },
          { type: 'text', text: 'Checking.' },
          { type: 'tool-use', id: 't1', name: 'get', arguments: '{"id":12345678901234567890}' },
          { type: 'tool-use', id: 't2', name: 'get', arguments: '{"city":"Oslo"}' },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool-result', toolUseId: 't1', content: [{ type: 'text', text: 'fine' }], isError: false },
          {
            type: 'tool-result',
            toolUseId: 't2',
            content: [{ type: 'text', text: '{"a":[1,null]}' }],
            isError: true,
          },
        ],
      },
    ]);
  });

  const USER = { role: 1, text: 'Hi' };
  it.each([
    ['invoke_model', new Uint8Array(0)],
    [
      'invoke_model',
      Buffer.concat([run({ model_id: 'm', messages: [USER] }), run({ model_id: 'm', messages: [USER] })]),
    ],
    ['requested_model.model_id', run({ messages: [USER] })],
    ['messages', run({ model_id: 'm', messages: [{ role: 4, text: 'only instructions' }] })],
    ['body', envelope(0, Uint8Array.of(0x12, 0x7f))],
    ['body', run({ model_id: 'm', messages: [USER] }).subarray(0, 30)],
    ['body', 'text'],
  ])('is refused by the name of %s', (param, body) => {
    try {
      decodeRequest(body);
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(AppError);
      expect(thrown).toMatchObject({ code: 'invalid_request', param });
    }
  });
});
