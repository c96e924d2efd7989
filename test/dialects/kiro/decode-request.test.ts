import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { RawJson } from '../../../main/core/raw-json.ts';
import { decodeRequest } from '../../../main/dialects/kiro/decode-request.ts';
import { asking, weatherRequest } from './requests.ts';

function refused(body: unknown): string | undefined {
  try {
    decodeRequest(body);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'invalid_request') return thrown.param;
    throw thrown;
  }
  return 'nothing was refused';
}

const CURRENT = 'conversationState.currentMessage.userInputMessage';

describe('a Kiro request', () => {
  it('is turned into the hub’s turns, calls, results and tools', () => {
    const { source: _source, extensions, messages, tools, ...request } = decodeRequest(weatherRequest);
    expect(request).toEqual({
      dialect: 'kiro',
      model: 'claude-sonnet-4.5',
      stream: true,
      system: [],
      stopSequences: [],
      betas: [],
      warnings: [],
    });
    expect(messages.map(({ role, content }) => ({ role, content }))).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'System text\n\nHello' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Checking.' },
          { type: 'tool-use', id: 'tooluse_1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool-result',
            toolUseId: 'tooluse_1',
            content: [{ type: 'text', text: '5 C' }],
            isError: false,
          },
          { type: 'text', text: 'Tool results provided.' },
        ],
      },
    ]);
    expect(tools).toMatchObject([{ kind: 'function', name: 'get_weather', description: 'Weather' }]);
    expect(extensions.kiro).toMatchObject({ conversationState: { agentTaskType: 'vibe' } });
  });

  it('takes images, failed results, JSON results and cache points', () => {
    const body = asking({
      content: 'Look',
      images: [{ format: 'jpeg', source: { bytes: '/9j/AAAA' } }],
      cachePoint: { type: 'default' },
      userInputMessageContext: {
        toolResults: [{ toolUseId: 't', content: [{ json: { a: 1 } }], status: 'error' }],
        tools: [
          { toolSpecification: { name: 'a', description: 'A', inputSchema: { json: { type: 'object' } } } },
          { cachePoint: { type: 'default' } },
        ],
      },
    });
    const { messages, tools } = decodeRequest(body);
    expect(messages[0]?.content).toEqual([
      { type: 'tool-result', toolUseId: 't', content: [{ type: 'text', text: '{"a":1}' }], isError: true },
      { type: 'image', media: { kind: 'base64', mediaType: 'image/jpeg', data: '/9j/AAAA' } },
      { type: 'text', text: 'Look', cache: {} },
    ]);
    expect(tools[0]?.cache).toEqual({});
  });

  it('keeps every digit of a tool’s arguments', () => {
    const call = { toolUseId: 't', name: 'f', input: { id: new RawJson('12345678901234567890') } };
    const body = asking({ content: 'go' });
    const history = [
      { userInputMessage: { content: 'a' } },
      { assistantResponseMessage: { content: '', toolUses: [call] } },
    ];
    const { messages } = decodeRequest({
      conversationState: { ...body.conversationState, history },
    });
    expect(messages[1]?.content).toMatchObject([{ arguments: '{"id":12345678901234567890}' }]);
  });

  it('takes limits, sampling and effort from both of their places', () => {
    const fields = {
      output_config: { effort: 'high' },
      thinking: { type: 'adaptive', display: 'summarized' },
      max_tokens: 4000,
    };
    const inferenceConfig = { maxTokens: 99, temperature: 0.5, topP: 0.9 };
    const body = asking({ content: 'a' }, { additionalModelRequestFields: fields, inferenceConfig });
    expect(decodeRequest(body)).toMatchObject({
      maxTokens: 4000,
      temperature: 0.5,
      topP: 0.9,
      reasoning: { mode: 'adaptive', effort: 'high', display: 'summarized' },
    });
  });

  it.each([
    [{ thinking: { type: 'disabled' } }, { mode: 'off' }],
    [{ output_config: { effort: 'none' } }, { mode: 'off' }],
    [{ thinking: { type: 'enabled', budget_tokens: 2048 } }, { mode: 'budget', budgetTokens: 2048 }],
  ])('reads %j as a wish for thinking', (fields, reasoning) => {
    const body = asking({ content: 'a' }, { additionalModelRequestFields: fields });
    expect(decodeRequest(body).reasoning).toMatchObject(reasoning);
  });

  it('asks for whatever the service would choose when no model is named', () => {
    expect(decodeRequest(asking({ content: 'a', modelId: undefined })).model).toBe('auto');
  });

  it('says what only Kiro itself could have told the model', () => {
    const envState = { operatingSystem: 'linux', currentWorkingDirectory: '/home/me' };
    const body = asking({ content: 'a', userInputMessageContext: { envState, editorState: {} } });
    expect(decodeRequest(body).warnings).toEqual([
      {
        code: 'dropped',
        param: 'userInputMessageContext.envState',
        detail: 'only Kiro itself can tell a model of it',
        unless: ['kiro'],
      },
    ]);
  });

  it.each([
    [{}, 'conversationState'],
    [{ conversationState: {} }, 'conversationState.currentMessage'],
    [{ conversationState: { currentMessage: {} } }, CURRENT],
    [asking({ content: '' }), `${CURRENT}.content`],
    [asking({ content: 5 }), `${CURRENT}.content`],
    [
      asking({ content: 'a', images: [{ format: 'bmp', source: { bytes: 'AA==' } }] }),
      `${CURRENT}.images[0].format`,
    ],
    [
      asking({ content: 'a', images: [{ format: 'png', source: { bytes: '%' } }] }),
      `${CURRENT}.images[0].source.bytes`,
    ],
    [
      asking({ content: 'a', userInputMessageContext: { tools: [{}] } }),
      `${CURRENT}.userInputMessageContext.tools[0]`,
    ],
    [
      asking({ content: 'a', userInputMessageContext: { toolResults: [{ content: [] }] } }),
      `${CURRENT}.userInputMessageContext.toolResults[0].toolUseId`,
    ],
    [
      asking({ content: 'a' }, { additionalModelRequestFields: { output_config: { effort: 'huge' } } }),
      'additionalModelRequestFields.output_config.effort',
    ],
    [
      { conversationState: { history: [{}], currentMessage: { userInputMessage: { content: 'a' } } } },
      'conversationState.history[0]',
    ],
  ])('is refused by the name of its field: %#', (body, field) => {
    expect(refused(body)).toBe(field);
  });
});
