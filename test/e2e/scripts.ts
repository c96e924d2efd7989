import type { ScriptPart } from '../../main/simulator/region/script.ts';

const USAGE = { input_tokens: 11, output_tokens: 1 };

/** The events of an answer with these blocks' own events between its first and its last. */
export function answerOf(
  inner: readonly ScriptPart[],
  end: { stopReason?: string; usage?: object; delta?: object; message?: object } = {},
): readonly ScriptPart[] {
  return [
    {
      type: 'message_start',
      message: {
        id: 'msg_bdrk_scripted',
        type: 'message',
        role: 'assistant',
        model: 'claude-sonnet-4-6',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: USAGE,
        ...end.message,
      },
    },
    ...inner,
    {
      type: 'message_delta',
      delta: { stop_reason: end.stopReason ?? 'end_turn', stop_sequence: null, ...end.delta },
      usage: { ...USAGE, output_tokens: 7, ...end.usage },
    },
    { type: 'message_stop' },
  ];
}

/** A block and its deltas. */
export function block(index: number, start: object, deltas: readonly object[] = []): readonly ScriptPart[] {
  return [
    { type: 'content_block_start', index, content_block: start },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ];
}

/** A text block in these pieces. */
export function textBlock(index: number, ...pieces: readonly string[]): readonly ScriptPart[] {
  return block(
    index,
    { type: 'text', text: '' },
    pieces.map((text) => ({ type: 'text_delta', text })),
  );
}

/** A tool call whose arguments come in these fragments. */
export function toolBlock(index: number, name: string, fragments: readonly string[]): readonly ScriptPart[] {
  return block(
    index,
    { type: 'tool_use', id: `toolu_${index}`, name, input: {} },
    fragments.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
  );
}
