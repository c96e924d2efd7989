import { type JsonObject, listOf, objectOf, objectsOf, textOf } from '../json.ts';
import { firstText } from '../validation/model-request.ts';
import { checkMedia } from './check-media.ts';
import type { ConverseRequest } from './converse-request.ts';

const BLOCKS: ReadonlySet<string> = new Set([
  'text',
  'image',
  'document',
  'video',
  'audio',
  'toolUse',
  'toolResult',
  'guardContent',
  'cachePoint',
  'reasoningContent',
  'citationsContent',
  'searchResult',
]);

/** Roles, order, emptiness, one member to a block, limits. */
export function checkConversation({ body, model }: ConverseRequest): string | undefined {
  const messages = objectsOf(body['messages']);
  const roles = messages.map(({ role }) => role);
  if (messages.length === 0 || roles[0] !== 'user') {
    return 'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  }
  if (roles.some((role, index) => role === roles[index - 1])) {
    return 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.';
  }
  return (
    firstText(messages, (message, index) => checkMessage(message, `messages.${index}`)) ??
    firstText(objectsOf(body['system']), (block, index) => checkText(block, `system.${index}`)) ??
    checkMedia(messages) ??
    checkInference(objectOf(body['inferenceConfig']), model.maxOutput)
  );
}

function checkMessage({ role, content }: JsonObject, path: string): string | undefined {
  if (role !== 'user' && role !== 'assistant') {
    return `1 validation error detected: Value '${String(role)}' at '${path}.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant]`;
  }
  const blocks = listOf(content);
  if (blocks.length === 0) {
    return `The content field in the Message object at ${path} is empty. Add a ContentBlock object to the content field and try again.`;
  }
  return firstText(blocks, (block, at) => {
    const names = Object.keys(objectOf(block));
    const [name = ''] = names;
    if (names.length !== 1 || !BLOCKS.has(name)) {
      return `1 validation error detected: Value at '${path}.content.${at}' failed to satisfy constraint: Exactly one member of ContentBlock must be set`;
    }
    return checkText(objectOf(block), `${path}.content.${at}`);
  });
}

function checkText({ text }: JsonObject, path: string): string | undefined {
  if (text === undefined || textOf(text).trim() !== '') return undefined;
  return `The text field in the ContentBlock object at ${path} is blank. Add text to the text field, and try again.`;
}

function checkInference(config: JsonObject, maxOutput: number): string | undefined {
  const { maxTokens } = config;
  if (typeof maxTokens === 'number' && maxTokens > maxOutput) {
    return `The maximum tokens you requested exceeds the model limit of ${maxOutput}. Try again with a maximum tokens value that is lower than ${maxOutput}.`;
  }
  return firstText(['temperature', 'topP'], (name) => {
    const value = config[name];
    if (value === undefined || (typeof value === 'number' && value >= 0 && value <= 1)) return undefined;
    return `1 validation error detected: Value '${String(value)}' at 'inferenceConfig.${name}' failed to satisfy constraint: Member must have value less than or equal to 1`;
  });
}
