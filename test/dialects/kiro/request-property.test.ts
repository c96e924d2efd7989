import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeRequest } from '../../../main/dialects/kiro/decode-request.ts';
import { encodeKiroRequest } from '../../../main/dialects/kiro/encode-request.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const json = fc.jsonValue({ maxDepth: 3 });
const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), json, { maxKeys: 3 });
const modelId = fc.constant('m');
const result = fc.record({
  toolUseId: text,
  content: fc.array(fc.oneof(fc.record({ text }), fc.record({ json: object })), { maxLength: 2 }),
  status: fc.constantFrom('success', 'error'),
});
const surroundings = fc.record({ toolResults: fc.array(result), envState: object }, { requiredKeys: [] });
const user = fc.record(
  { content: text, modelId, origin: text, userInputMessageContext: surroundings, cachePoint: object },
  { requiredKeys: ['content', 'modelId'] },
);
const assistant = fc.record(
  {
    content: text,
    messageId: text,
    toolUses: fc.array(fc.record({ toolUseId: text, name: text, input: object })),
    reasoningContent: fc.record({ reasoningText: fc.record({ text, signature: text }) }),
  },
  { requiredKeys: ['content'] },
);
const entry = fc.oneof(
  fc.record({ userInputMessage: user }),
  fc.record({ assistantResponseMessage: assistant }),
);
const body = fc.record(
  {
    conversationState: fc.record(
      {
        conversationId: text,
        chatTriggerType: text,
        agentTaskType: text,
        history: fc.array(entry, { maxLength: 4 }),
        currentMessage: fc.record({ userInputMessage: user }),
      },
      { requiredKeys: ['currentMessage'] },
    ),
    agentMode: text,
    inferenceConfig: fc.record({ maxTokens: fc.integer({ min: 1 }) }),
  },
  { requiredKeys: ['conversationState'] },
);

describe('any Kiro request', () => {
  it('is the same after decoding and encoding', () => {
    fc.assert(
      fc.property(body, (original) => {
        const request = decodeRequest(structuredClone(original));
        const encoded = encodeKiroRequest(request, { model: 'm', defaultMaxTokens: 1 });
        expect(encoded.body).toEqual(original);
      }),
    );
  });

  it('is decoded or refused by the name of a field, never anything else', () => {
    const rough = fc.record(
      { content: json, modelId: json, images: json, userInputMessageContext: json, cachePoint: json },
      { requiredKeys: [] },
    );
    const wild = fc.record({
      history: fc.oneof(
        json,
        fc.array(fc.record({ userInputMessage: rough, assistantResponseMessage: json })),
      ),
      currentMessage: fc.oneof(json, fc.record({ userInputMessage: rough })),
    });
    fc.assert(
      fc.property(fc.oneof(json, fc.record({ conversationState: wild })), (anything) => {
        try {
          decodeRequest(anything);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
          expect(thrown).toMatchObject({ code: 'invalid_request', param: expect.any(String) });
        }
      }),
    );
  });
});
