import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { decodeRequest as decodeAnthropic } from '../../../main/dialects/anthropic/decode-request.ts';
import { decodeRequest } from '../../../main/dialects/kiro/decode-request.ts';
import { encodeKiroRequest, nameConversation } from '../../../main/dialects/kiro/encode-request.ts';
import { decodeRequest as decodeOpenai } from '../../../main/dialects/openai-chat/decode-request.ts';
import { sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { asking, weatherRequest } from './requests.ts';

const options = { model: 'claude-sonnet-4.5', defaultMaxTokens: 1000 };

/** What a Messages request becomes. */
function encode(body: Record<string, unknown>) {
  const request = decodeAnthropic({ model: 'm', max_tokens: 100, ...body }, {});
  const encoded = encodeKiroRequest(request, options);
  return { ...encoded, body: JSON.parse(stringifyJson(encoded.body)) };
}

const MODEL = { modelId: 'claude-sonnet-4.5', origin: 'AI_EDITOR' };
const specification = (name: string, description: string, json: unknown) => ({
  toolSpecification: { name, description, inputSchema: { json } },
});

describe('a request for Kiro that came in another format', () => {
  it('has its system text before the first words, and everything else in its place', () => {
    const { body } = encode({
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'toolu_1', name: 'get', input: { city: 'Oslo' } }],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: '5 C', is_error: true },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
          ],
        },
      ],
      tools: [
        {
          name: 'get',
          description: 'Gets',
          input_schema: {
            $schema: 'x',
            type: 'object',
            additionalProperties: false,
            required: [],
            properties: { additionalProperties: { type: 'object', additionalProperties: false } },
          },
          cache_control: { type: 'ephemeral' },
        },
      ],
    });
    expect(body.conversationState).toEqual({
      chatTriggerType: 'MANUAL',
      agentTaskType: 'vibe',
      history: [
        {
          userInputMessage: { content: 'Be brief.\n\nWeather?', ...MODEL, cachePoint: { type: 'default' } },
        },
        {
          assistantResponseMessage: {
            content: '…',
            toolUses: [{ toolUseId: 'toolu_1', name: 'get', input: { city: 'Oslo' } }],
          },
        },
      ],
      currentMessage: {
        userInputMessage: {
          content: 'Tool results provided.',
          ...MODEL,
          images: [{ format: 'png', source: { bytes: 'iVBORw0KGgo=' } }],
          userInputMessageContext: {
            toolResults: [{ toolUseId: 'toolu_1', content: [{ text: '5 C' }], status: 'error' }],
            tools: [
              specification('get', 'Gets', {
                type: 'object',
                properties: { additionalProperties: { type: 'object' } },
              }),
              { cachePoint: { type: 'default' } },
            ],
          },
        },
      },
    });
  });

  it('alternates, begins and ends with the user, and answers every call', () => {
    const { body, warnings } = encode({
      messages: [
        { role: 'assistant', content: 'Hello.' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'gone', input: {} }] },
        { role: 'user', content: 'one' },
        { role: 'user', content: 'two' },
        { role: 'assistant', content: 'Well,' },
      ],
    });
    const { history, currentMessage } = body.conversationState;
    expect(history.map((message: object) => Object.keys(message)[0])).toEqual([
      'userInputMessage',
      'assistantResponseMessage',
      'userInputMessage',
      'assistantResponseMessage',
    ]);
    expect(history[0].userInputMessage.content).toBe('Continue.');
    expect(history[2].userInputMessage).toMatchObject({
      content: 'one\n\ntwo',
      userInputMessageContext: { toolResults: [{ toolUseId: 'a', status: 'error' }] },
    });
    expect(currentMessage.userInputMessage.content).toBe('Continue.');
    expect(currentMessage.userInputMessage.userInputMessageContext.tools).toEqual([
      specification('gone', 'gone', { type: 'object', properties: {} }),
    ]);
    expect(warnings.map(({ code, param }) => `${code} ${param}`)).toContain('changed messages');
  });

  it('turns a result that nobody asked for into text', () => {
    const request = decodeOpenai({
      model: 'm',
      messages: [{ role: 'tool', tool_call_id: 'x', content: 'lost' }],
    });
    const body = JSON.parse(stringifyJson(encodeKiroRequest(request, options).body));
    const { userInputMessage: message } = body.conversationState.currentMessage;
    expect(message.content).toContain('lost');
    expect(message.userInputMessageContext).toBeUndefined();
  });

  it('moves a description that is too long into the instructions', () => {
    const description = 'x'.repeat(10_238);
    const { body } = encode({
      messages: [{ role: 'user', content: 'go' }],
      tools: [{ name: 'long', description, input_schema: { type: 'object' } }],
    });
    const { content, userInputMessageContext: context } =
      body.conversationState.currentMessage.userInputMessage;
    expect(content).toBe(`What the tool long does:\n${description}\n\ngo`);
    expect(context.tools[0].toolSpecification.description.length).toBeLessThan(100);
  });

  it('renames a tool whose name the service refuses, and says how to undo it', () => {
    const name = 'mcp.server/do it';
    const { body, restore } = encode({
      messages: [{ role: 'user', content: 'go' }],
      tools: [{ name, input_schema: { type: 'object' } }],
    });
    const { userInputMessageContext: context } = body.conversationState.currentMessage.userInputMessage;
    const sent = context.tools[0].toolSpecification.name;
    expect(sent).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(restore.toolNames?.get(sent)).toBe(name);
  });

  it.each([
    [{ type: 'enabled', budget_tokens: 2000 }, 'low'],
    [{ type: 'enabled', budget_tokens: 12_000 }, 'medium'],
    [{ type: 'enabled', budget_tokens: 60_000 }, 'max'],
  ])('asks for thinking with %j as effort %s', (thinking, effort) => {
    const { body } = encode({ max_tokens: 64_000, thinking, messages: [{ role: 'user', content: 'go' }] });
    expect(body.additionalModelRequestFields).toEqual({
      output_config: { effort },
      thinking: { type: 'adaptive', display: 'summarized' },
      max_tokens: 64_000,
    });
  });

  it('offers only the tool that must be called, and says that it cannot be forced', () => {
    const tools = ['a', 'b'].map((name) => ({ name, input_schema: { type: 'object' } }));
    const { body, warnings } = encode({
      messages: [{ role: 'user', content: 'go' }],
      tools,
      tool_choice: { type: 'tool', name: 'b' },
    });
    const { userInputMessageContext: context } = body.conversationState.currentMessage.userInputMessage;
    expect(context.tools).toEqual([specification('b', 'b', { type: 'object' })]);
    expect(warnings).toContainEqual({
      code: 'approximated',
      param: 'tool_choice',
      detail: 'Kiro cannot be made to call a tool',
    });
  });

  it('warns of stop sequences and top_k, which have no place', () => {
    const { warnings } = encode({
      messages: [{ role: 'user', content: 'go' }],
      stop_sequences: ['END'],
      top_k: 5,
    });
    expect(warnings.filter(({ code }) => code === 'dropped').map(({ param }) => param)).toEqual([
      'top_k',
      'stop',
    ]);
  });

  it('refuses files and pointers to images instead of dropping them', () => {
    const pdf = {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
    };
    const url = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } };
    for (const block of [pdf, url]) {
      const refuse = () => encode({ messages: [{ role: 'user', content: [block] }] });
      expect(refuse).toThrow(AppError);
      expect(refuse).toThrow(/Kiro takes/);
    }
  });

  it('never shows the service another vendor’s proof', () => {
    const { body } = encode({
      messages: [
        { role: 'user', content: 'a' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 'EqQBgenuine' },
            { type: 'text', text: 'b' },
          ],
        },
        { role: 'user', content: 'c' },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/EqQB|"hm"|reasoningContent/);
  });

  it('returns the service’s own proof to it', () => {
    const signature = sealProof({ dialect: 'kiro', kind: 'thinking', value: 'kiro-signed' });
    const { body } = encode({
      messages: [
        { role: 'user', content: 'a' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature },
            { type: 'text', text: 'b' },
          ],
        },
        { role: 'user', content: 'c' },
      ],
    });
    expect(body.conversationState.history[1].assistantResponseMessage.reasoningContent).toEqual({
      reasoningText: { text: 'hm', signature: 'kiro-signed' },
    });
  });
});

describe('a request for Kiro that came from Kiro', () => {
  it('keeps every member it does not know, under the model of the target', () => {
    const body = asking(
      {
        content: 'a',
        userIntent: 'SUGGEST',
        userInputMessageContext: { envState: { operatingSystem: 'l' } },
      },
      { source: 'CLI', agentMode: 'vibe' },
    );
    const { body: encoded } = encodeKiroRequest(decodeRequest(body), { ...options, model: 'other' });
    const { currentMessage } = body.conversationState;
    const message = { ...currentMessage.userInputMessage, modelId: 'other' };
    expect(encoded).toEqual({
      ...body,
      conversationState: { ...body.conversationState, currentMessage: { userInputMessage: message } },
    });
  });

  it('sends a result that was shortened on the way, and what stood around it', () => {
    const request = decodeRequest(weatherRequest);
    const messages = request.messages.map((message) => {
      const [block, ...rest] = message.content;
      if (block?.type !== 'tool-result') return message;
      const { source: _source, ...kept } = message;
      return { ...kept, content: [{ ...block, content: [{ type: 'text', text: '5' } as const] }, ...rest] };
    });
    const { body } = encodeKiroRequest({ ...request, messages }, options);
    const { currentMessage } = weatherRequest.conversationState;
    const context = currentMessage.userInputMessage.userInputMessageContext;
    expect(body).toMatchObject({
      conversationState: {
        currentMessage: {
          userInputMessage: {
            ...currentMessage.userInputMessage,
            userInputMessageContext: {
              tools: context.tools,
              toolResults: [{ toolUseId: 'tooluse_1', content: [{ text: '5' }], status: 'success' }],
            },
          },
        },
      },
    });
  });

  it('leaves out thinking that another vendor signed', () => {
    const signature = sealProof({ dialect: 'anthropic', kind: 'thinking', value: 'EqQB' });
    const history = [
      { userInputMessage: { content: 'a' } },
      {
        assistantResponseMessage: {
          content: 'b',
          reasoningContent: { reasoningText: { text: 'hm', signature } },
        },
      },
    ];
    const { conversationState } = asking({ content: 'c' });
    const request = decodeRequest({ conversationState: { ...conversationState, history } });
    expect(request.messages[1]?.content[0]).toMatchObject({ type: 'thinking', signature: 'EqQB' });
    const { body } = encodeKiroRequest(request, options);
    expect(JSON.stringify(body)).not.toContain('reasoningContent');
  });

  it('is named by kRouter where the client named no conversation, and always bears the user’s profile', () => {
    const named = nameConversation(
      { conversationState: { currentMessage: {} }, profileArn: 'arn:theirs' },
      { conversationId: 'fresh', profileArn: 'arn:mine' },
    );
    expect(named).toEqual({
      conversationState: { conversationId: 'fresh', currentMessage: {} },
      profileArn: 'arn:mine',
    });
  });
});
