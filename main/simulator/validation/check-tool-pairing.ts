import { type JsonObject, objectsOf } from '../json.ts';
import { firstText, type ModelRequest } from './model-request.ts';

const ID = /^[a-zA-Z0-9_-]+$/;

/** Every call has exactly one result, first in the very next message; every result has its call. */
export function checkToolPairing({ body }: ModelRequest): string | undefined {
  const messages = objectsOf(body['messages']);
  const seen = new Set<string>();
  return firstText(messages, (message, index) => {
    const calls = blocks(message, 'tool_use');
    const results = blocks(message, 'tool_result');
    const previous = blocks(messages[index - 1], 'tool_use').map((call) => String(call['id']));
    return (
      checkCalls(message, index, seen) ??
      checkResults(message, index, previous) ??
      (calls.length > 0 && message['role'] !== 'assistant'
        ? `messages.${index}: \`tool_use\` blocks can only be in \`assistant\` messages`
        : undefined) ??
      (results.length > 0 && message['role'] !== 'user'
        ? `messages.${index}: \`tool_result\` blocks can only be in \`user\` messages`
        : undefined) ??
      checkAnswered(calls, messages[index + 1], index)
    );
  });
}

function checkCalls(message: JsonObject, index: number, seen: Set<string>): string | undefined {
  return firstText(objectsOf(message['content']), (block, at) => {
    if (block['type'] !== 'tool_use') return undefined;
    const path = `messages.${index}.content.${at}`;
    const { id, name, input } = block;
    if (typeof id !== 'string') return `${path}.tool_use.id: Field required`;
    if (!ID.test(id)) return `${path}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`;
    if (typeof name !== 'string') return `${path}.tool_use.name: Field required`;
    if (objectsOf([input]).length === 0) return `${path}.tool_use.input: Input should be a valid dictionary`;
    if (seen.has(id)) return `${path}: \`tool_use\` ids must be unique`;
    seen.add(id);
    return undefined;
  });
}

function checkResults(message: JsonObject, index: number, calls: readonly string[]): string | undefined {
  const answered = new Set<string>();
  return firstText(objectsOf(message['content']), (block, at) => {
    if (block['type'] !== 'tool_result') return undefined;
    const path = `messages.${index}.content.${at}`;
    const id = block['tool_use_id'];
    if (typeof id !== 'string') return `${path}.tool_result.tool_use_id: Field required`;
    if (!calls.includes(id)) {
      return `${path}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
    if (answered.has(id)) {
      return `${path}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with id: ${id}`;
    }
    answered.add(id);
    return undefined;
  });
}

function checkAnswered(
  calls: readonly JsonObject[],
  next: JsonObject | undefined,
  index: number,
): string | undefined {
  const content = objectsOf(next?.['content']);
  const end = content.findIndex((block) => block['type'] !== 'tool_result');
  const leading = end < 0 ? content : content.slice(0, end);
  const answered = new Set(leading.map((block) => block['tool_use_id']));
  const open = calls.map((call) => String(call['id'])).filter((id) => !answered.has(id));
  if (open.length === 0) return undefined;
  return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
}

function blocks(message: JsonObject | undefined, type: string): readonly JsonObject[] {
  return objectsOf(message?.['content']).filter((block) => block['type'] === type);
}
