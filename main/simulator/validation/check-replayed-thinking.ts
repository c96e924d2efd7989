import { type JsonObject, objectsOf } from '../json.ts';
import type { ThinkingSigner } from '../model/thinking-signer.ts';
import { firstText, type ModelRequest, thinkingMode } from './model-request.ts';

/** Replayed thinking must be ours and untouched; with a budget, a tool turn must begin with it. */
export function checkReplayedThinking(request: ModelRequest, signer: ThinkingSigner): string | undefined {
  const mode = thinkingMode(request);
  if (mode === 'off') return undefined;
  const messages = objectsOf(request.body['messages']);
  const latest = messages.findLastIndex((message) => message['role'] === 'assistant');
  const broken = firstText(messages, (message, index) =>
    firstText(objectsOf(message['content']), (block, at) => {
      const path = `messages.${index}.content.${at}`;
      return checkBlock(block, { path, modelId: request.model.id, signer, isLatest: index === latest });
    }),
  );
  return broken ?? (mode === 'enabled' ? checkFirstBlock(messages, latest) : undefined);
}

interface BlockPlace {
  readonly path: string;
  readonly modelId: string;
  readonly signer: ThinkingSigner;
  readonly isLatest: boolean;
}

function checkBlock(block: JsonObject, place: BlockPlace): string | undefined {
  const { path, modelId, signer } = place;
  if (block['type'] === 'redacted_thinking') {
    return signer.isRedacted(modelId, String(block['data']))
      ? undefined
      : `${path}: Invalid \`data\` in \`redacted_thinking\` block`;
  }
  if (block['type'] !== 'thinking') return undefined;
  const { signature, thinking } = block;
  if (typeof signature !== 'string') return `${path}.thinking.signature: Field required`;
  if (typeof thinking !== 'string') return `${path}.thinking.thinking: Field required`;
  const verdict = signer.verify(modelId, thinking, signature);
  if (verdict === 'foreign') return `${path}: Invalid \`signature\` in \`thinking\` block`;
  return verdict === 'modified' && place.isLatest
    ? `${path}: \`thinking\` or \`redacted_thinking\` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.`
    : undefined;
}

function checkFirstBlock(messages: readonly JsonObject[], latest: number): string | undefined {
  const content = objectsOf(messages[latest]?.['content']);
  if (!content.some((block) => block['type'] === 'tool_use')) return undefined;
  const type = content[0]?.['type'];
  if (type === 'thinking' || type === 'redacted_thinking') return undefined;
  return `messages.${latest}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${String(type)}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable \`thinking\`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking`;
}
