/** A tool loop as a Kiro client sends it. */
export const weatherRequest = {
  conversationState: {
    conversationId: '0b7c0000-0000-4000-8000-000000000000',
    chatTriggerType: 'MANUAL',
    agentTaskType: 'vibe',
    history: [
      {
        userInputMessage: {
          content: 'System text\n\nHello',
          modelId: 'claude-sonnet-4.5',
          origin: 'AI_EDITOR',
        },
      },
      {
        assistantResponseMessage: {
          content: 'Checking.',
          toolUses: [{ toolUseId: 'tooluse_1', name: 'get_weather', input: { city: 'Oslo' } }],
        },
      },
    ],
    currentMessage: {
      userInputMessage: {
        content: 'Tool results provided.',
        modelId: 'claude-sonnet-4.5',
        origin: 'AI_EDITOR',
        userInputMessageContext: {
          toolResults: [{ toolUseId: 'tooluse_1', content: [{ text: '5 C' }], status: 'success' }],
          tools: [
            {
              toolSpecification: {
                name: 'get_weather',
                description: 'Weather',
                inputSchema: {
                  json: {
                    type: 'object',
                    properties: { city: { type: 'string' } },
                    required: ['city'],
                  },
                },
              },
            },
          ],
        },
      },
    },
  },
  profileArn: 'arn:aws:codewhisperer:us-east-1:123456789012:profile/EXAMPLE',
};

/** A request with this as its current message. */
export function asking(userInputMessage: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return {
    conversationState: {
      conversationId: 'c0000000-0000-4000-8000-000000000001',
      chatTriggerType: 'MANUAL',
      currentMessage: { userInputMessage: { modelId: 'claude-sonnet-4.5', ...userInputMessage } },
    },
    ...more,
  };
}
