import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { AnswerContext } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';
import { toToolId } from '../openai-vocabulary/tool-id.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import { isTruncatedJson } from '../openai-vocabulary/truncated-json.ts';
import { encodeMessageStop, encodeMetadata } from './encode-finish.ts';
import { encodeProof } from './encode-proof.ts';

/** The body of Converse. May hold `RawJson`: write it with `stringifyJson`. */
export function encodeAnswer(answer: ChatAnswer, context: AnswerContext): JsonObject {
  const { dialect, stopReason, usage, finishSource: source } = answer;
  const finish = { dialect, stopReason, usage, ...(source === undefined ? {} : { source }) };
  const content = answer.blocks.flatMap((block) => encodeBlock(block, answer) ?? []);
  return {
    output: { message: { role: 'assistant', content } },
    ...encodeMessageStop(finish),
    ...encodeMetadata(finish, context),
  };
}

function encodeBlock(block: AnswerBlock, { dialect }: ChatAnswer): JsonObject | undefined {
  const { start } = block;
  switch (start.type) {
    case 'text':
      return block.text === '' ? undefined : { text: block.text };
    case 'thinking': {
      const proof =
        block.signature === '' ? {} : encodeProof(dialect, { type: 'thinking', signature: block.signature });
      return { reasoningContent: { reasoningText: present({ text: block.thinking, ...proof }) } };
    }
    case 'redacted-thinking':
      return { reasoningContent: encodeProof(dialect, start) };
    case 'tool-use':
      // A call that the token limit cut short must not look like one that can be run.
      if (isTruncatedJson(block.arguments)) return undefined;
      return {
        toolUse: { toolUseId: toToolId(start.id), name: start.name, input: toolInput(block.arguments) },
      };
    case 'opaque':
      return undefined;
  }
}
