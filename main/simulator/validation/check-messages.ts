import { type JsonObject, listOf, objectOf, objectsOf } from '../json.ts';
import { firstText, type ModelRequest } from './model-request.ts';

/** Roles, order, emptiness, prefill. */
export function checkMessages(request: ModelRequest): string | undefined {
  const { body } = request;
  if (body['messages'] === undefined) return 'messages: Field required';
  if (!Array.isArray(body['messages'])) return 'messages: Input should be a valid list';
  const messages = objectsOf(body['messages']);
  if (messages.length === 0) return 'messages: at least one message is required';
  return (
    firstText(messages, (message, index) => checkRole(message, index, request)) ??
    (messages[0]?.['role'] === 'user' ? undefined : 'messages: first message must use the "user" role') ??
    checkSystem(body['system']) ??
    firstText(messages, (message, index) => checkContent(message, index, index === messages.length - 1)) ??
    checkPrefill(messages.at(-1) ?? {}, request)
  );
}

function checkRole(message: JsonObject, index: number, { model }: ModelRequest): string | undefined {
  const { role } = message;
  if (role === 'user' || role === 'assistant') return undefined;
  if (role !== 'system') return `messages.${index}.role: Input should be 'user' or 'assistant'`;
  if (model.systemTurns && index > 0) return undefined;
  return 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.';
}

function checkSystem(system: unknown): string | undefined {
  if (system === undefined || typeof system === 'string') return undefined;
  if (!Array.isArray(system)) return 'system: Input should be a valid string';
  return firstText(objectsOf(system), (block, index) => {
    if (typeof block['text'] !== 'string') return `system.${index}.text: Field required`;
    if (block['text'].startsWith('x-anthropic-billing-header:')) {
      return 'system: x-anthropic-billing-header is a reserved keyword and may not be used in the system prompt.';
    }
    return checkText(block['text'], 'system');
  });
}

function checkContent(message: JsonObject, index: number, isLast: boolean): string | undefined {
  const { content, role } = message;
  if (content === undefined) return `messages.${index}.content: Field required`;
  if (typeof content !== 'string' && !Array.isArray(content)) {
    return `messages.${index}.content: Input should be a valid list`;
  }
  if (content.length === 0 && !(isLast && role === 'assistant')) {
    return `messages.${index}: all messages must have non-empty content except for the optional final assistant message`;
  }
  if (typeof content === 'string') {
    return content.trim() === '' && content !== '' ? checkText(content, 'messages') : undefined;
  }
  return firstText(listOf(content), (block, at) => {
    const { type, text } = objectOf(block);
    if (type !== 'text') return undefined;
    return typeof text === 'string'
      ? checkText(text, 'messages')
      : `messages.${index}.content.${at}.text.text: Field required`;
  });
}

function checkText(text: string, path: string): string | undefined {
  if (text === '') return `${path}: text content blocks must be non-empty`;
  return text.trim() === '' ? `${path}: text content blocks must contain non-whitespace text` : undefined;
}

function checkPrefill(last: JsonObject, { model }: ModelRequest): string | undefined {
  if (last['role'] !== 'assistant') return undefined;
  if (!model.prefill) {
    return 'This model does not support assistant message prefill. The conversation must end with a user message.';
  }
  const { content } = last;
  const text = typeof content === 'string' ? content : objectOf(listOf(content).at(-1))['text'];
  return typeof text === 'string' && text !== text.trimEnd()
    ? 'messages: final assistant content cannot end with trailing whitespace'
    : undefined;
}
