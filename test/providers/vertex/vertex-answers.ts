/** Records of a stream; Anthropic's have names. */
export function sse(events: readonly object[], named: boolean) {
  const lines = events.map((event) => {
    const name = named && 'type' in event ? `event: ${event.type}\n` : '';
    return `${name}data: ${JSON.stringify(event)}\n\n`;
  });
  return { type: 'text/event-stream', body: lines.join('') };
}

/** A short answer of a Claude. */
export function claudeStream(said: string) {
  return sse(
    [
      { type: 'message_start', message: { id: 'msg_vrtx_1', usage: { input_tokens: 9, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: said } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } },
      { type: 'message_stop' },
    ],
    true,
  );
}

/** The same of a Gemini. */
export function geminiStream(said: string) {
  return sse(
    [
      { candidates: [{ content: { role: 'model', parts: [{ text: said }] } }], responseId: 'r1' },
      {
        candidates: [{ content: { parts: [{ text: '' }] }, finishReason: 'STOP' }],
        usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 5, totalTokenCount: 14 },
      },
    ],
    false,
  );
}
