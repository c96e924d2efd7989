import type { ContentBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Turn } from '../openai-vocabulary/pair-tool-results.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeUserPart } from './encode-media.ts';
import { encodeToolResults } from './encode-tool-results.ts';
import { proofFor, SENTINEL } from './proofs.ts';

/** Names of the functions called so far, by the id of the call: results must repeat them. */
type CallNames = Map<string, string>;

/** `contents` of a conversation whose turns are in order. */
export function encodeContents(
  context: EncodeContext,
  turns: readonly Turn[],
  names: CallNames = new Map(),
): JsonObject[] {
  return turns.flatMap(({ role, blocks }) => {
    const parts =
      role === 'assistant' ? encodeModelParts(context, blocks, names) : encodeUser(context, blocks, names);
    if (parts.length === 0) return [];
    return [{ role: role === 'assistant' ? 'model' : 'user', parts }];
  });
}

function encodeUser(context: EncodeContext, blocks: readonly ContentBlock[], names: CallNames): JsonObject[] {
  const { results, moved } = encodeToolResults(context, blocks, names);
  const said = blocks.filter((block) => block.type !== 'tool-result');
  return [...results, ...[...moved, ...said].flatMap((block) => encodeUserPart(context, block))];
}

/**
 * A model's turn. A proof stands before the block it belongs to, and travels on that block's part; the first call of a
 * step must have one.
 */
function encodeModelParts(
  context: EncodeContext,
  blocks: readonly ContentBlock[],
  names: CallNames,
): JsonObject[] {
  const parts: JsonObject[] = [];
  let proof: string | undefined;
  let isFirstCall = true;
  for (const block of blocks) {
    const found = proofOf(context, block);
    if (found !== undefined) {
      if (proof !== undefined) parts.push({ text: '', thoughtSignature: proof });
      proof = found;
      continue;
    }
    const part = encodeModelPart(context, block, names);
    if (part === undefined) continue;
    const isCall = block.type === 'tool-use';
    const signature = proof ?? (isCall && isFirstCall ? sentinelFor(context) : undefined);
    isFirstCall &&= !isCall;
    proof = undefined;
    parts.push(signature === undefined ? part : { ...part, thoughtSignature: signature });
  }
  if (proof !== undefined) parts.push({ text: '', thoughtSignature: proof });
  return parts;
}

function proofOf({ backend, options }: EncodeContext, block: ContentBlock): string | undefined {
  if (block.type !== 'thinking' || options.withoutProofs === true) return undefined;
  return proofFor(backend, block.signature ?? '');
}

function sentinelFor({ rules }: EncodeContext): string | undefined {
  return rules.needsProof ? SENTINEL : undefined;
}

/** Thinking without a proof of this backend stays behind: to another vendor it is only noise. */
function encodeModelPart(
  context: EncodeContext,
  block: ContentBlock,
  names: CallNames,
): JsonObject | undefined {
  switch (block.type) {
    case 'text':
      return { text: block.text };
    case 'tool-use': {
      names.set(block.id, block.name);
      const args = toolInput(block.arguments, ({ code, param, detail }) =>
        context.warnings.add(code, param, detail),
      );
      return { functionCall: { id: block.id, name: context.names.encode(block.name), args } };
    }
    case 'image':
    case 'document':
    case 'opaque': {
      const what = block.type === 'opaque' ? block.name : block.type;
      context.warnings.add('dropped', 'messages', `${what} in an assistant message`);
      return undefined;
    }
    case 'thinking':
    case 'redacted-thinking':
    case 'tool-result':
      return undefined;
  }
}
