/** The stream events of a short answer, as Bedrock sends them. */
export const EVENTS: readonly unknown[] = [
  {
    type: 'message_start',
    message: {
      id: 'msg_bdrk_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-6',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'ping' },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Grüße 🦊' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ', world' } },
  { type: 'content_block_stop', index: 0 },
  {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 7 },
  },
  {
    type: 'message_stop',
    'amazon-bedrock-invocationMetrics': {
      inputTokenCount: 10,
      outputTokenCount: 7,
      invocationLatency: 300,
      firstByteLatency: 100,
      cacheReadInputTokenCount: 3,
      cacheWriteInputTokenCount: 2,
    },
  },
];
