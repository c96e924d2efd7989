import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { RawJson } from '../../core/raw-json.ts';
import { sealProof } from '../openai-vocabulary/sealed-proof.ts';
import { toToolId } from '../openai-vocabulary/tool-id.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import { isTruncatedJson } from '../openai-vocabulary/truncated-json.ts';

/** A block of a whole answer; undefined for one that an Anthropic client has no use for. */
export function encodeAnswerBlock(block: AnswerBlock, answer: ChatAnswer): JsonObject | undefined {
  const own = answer.dialect === 'anthropic';
  const sent = own ? sentBlock(block) : undefined;
  switch (block.start.type) {
    case 'text':
      return withOpaqueDeltas({ ...(sent ?? { type: 'text' }), text: block.text }, block);
    case 'thinking': {
      const signature = own
        ? block.signature
        : sealProof({ dialect: answer.dialect, kind: 'thinking', value: block.signature });
      const thinking = { ...(sent ?? { type: 'thinking' }), thinking: block.thinking, signature };
      return withOpaqueDeltas(thinking, block);
    }
    case 'redacted-thinking': {
      const { data } = block.start;
      const sealed = own ? data : sealProof({ dialect: answer.dialect, kind: 'redacted', value: data });
      return sent ?? { type: 'redacted_thinking', data: sealed };
    }
    case 'tool-use':
      // A call that the token limit cut short must not look like one that can be run.
      if (isTruncatedJson(block.arguments)) return undefined;
      return encodeToolUse(
        sent ?? { type: 'tool_use', id: toToolId(block.start.id), name: block.start.name },
        block,
      );
    case 'opaque':
      return sent === undefined ? undefined : withOpaqueDeltas(sent, block);
  }
}

function sentBlock(block: AnswerBlock): JsonObject | undefined {
  const sent = block.source === undefined ? undefined : parseJsonObject(block.source)?.['content_block'];
  return isJsonObject(sent) ? sent : undefined;
}

function encodeToolUse(start: JsonObject, block: AnswerBlock): JsonObject {
  return withOpaqueDeltas({ ...start, input: toolInput(block.arguments) }, block);
}

/** Applies deltas that only Anthropic understands, in the order they came. */
function withOpaqueDeltas(start: JsonObject, block: AnswerBlock): JsonObject {
  if (block.opaqueDeltas.length === 0) return start;
  const built: Building = { members: new Map(Object.entries(start)), json: '' };
  for (const source of block.opaqueDeltas) {
    const delta = parseJsonObject(source)?.['delta'];
    if (isJsonObject(delta)) applyDelta(built, delta);
  }
  if (parseJsonObject(built.json) !== undefined) built.members.set('input', new RawJson(built.json));
  return Object.fromEntries(built.members);
}

interface Building {
  readonly members: Map<string, unknown>;
  /** Arguments of a tool that runs on Anthropic's side. */
  json: string;
}

function applyDelta(built: Building, delta: JsonObject): void {
  if (delta['type'] === 'citations_delta') append(built.members, 'citations', [delta['citation']]);
  else if (delta['type'] === 'input_json_delta') built.json += String(delta['partial_json']);
  else {
    // Every delta there has been so far names the member it continues, e.g. `compaction_delta` its `content`.
    for (const [key, value] of Object.entries(delta)) if (key !== 'type') append(built.members, key, value);
  }
}

function append(members: Map<string, unknown>, key: string, value: unknown): void {
  const earlier = members.get(key);
  if (typeof earlier === 'string' && typeof value === 'string') members.set(key, earlier + value);
  else if (Array.isArray(earlier) && Array.isArray(value)) members.set(key, [...earlier, ...value]);
  else members.set(key, value);
}
