import type { ContentBlock, Media } from './chat-block.ts';
import type { ChatRequest, Tool } from './chat-request.ts';
import { isJsonObject } from './json.ts';

/** Anthropic's rule of thumb: about 3.5 characters of English to a token. */
export const CHARACTERS_PER_TOKEN = 3.5;
/** Anthropic's ceiling for one image, (width x height) / 750 with the longest edge at 1,568 px: some 1,600 tokens. */
const IMAGE_CHARACTERS = 1600 * CHARACTERS_PER_TOKEN;
/** A page of a PDF takes 1,500 to 3,000 tokens, as much as some 7,500 characters, and about 75 kB as base64. */
const BASE64_PER_CHARACTER = 10;

/** Requests never change, and both routing and metering ask. */
const known = new WeakMap<ChatRequest, number>();

/**
 * The size of what a model is given to read, in characters: all text of instructions, tools and conversation, and for
 * images and documents as many characters as would take up their tokens. Nothing is serialised for it, and a request
 * is walked once however often it is asked about.
 */
export function inputCharacters(request: ChatRequest): number {
  const counted = known.get(request);
  if (counted !== undefined) return counted;
  let characters = request.output?.type === 'json-schema' ? jsonCharacters(request.output.schema) : 0;
  for (const block of request.system) characters += block.text.length;
  for (const tool of request.tools) characters += toolCharacters(tool);
  for (const message of request.messages) characters += blocksCharacters(message.content);
  known.set(request, characters);
  return characters;
}

function blocksCharacters(blocks: readonly ContentBlock[]): number {
  let characters = 0;
  for (const block of blocks) characters += blockCharacters(block);
  return characters;
}

function blockCharacters(block: ContentBlock): number {
  switch (block.type) {
    case 'text':
      return block.text.length;
    case 'thinking':
      return block.thinking.length;
    case 'redacted-thinking':
      return block.data.length;
    case 'tool-use':
      return block.name.length + block.arguments.length;
    case 'tool-result':
      return blocksCharacters(block.content);
    case 'image':
      return IMAGE_CHARACTERS;
    case 'document':
      return documentCharacters(block.media);
    case 'opaque':
      return jsonCharacters(block.source);
  }
}

function documentCharacters(media: Media): number {
  switch (media.kind) {
    case 'base64':
      return media.data.length / BASE64_PER_CHARACTER;
    case 'text':
      return media.text.length;
    case 'blocks':
      return blocksCharacters(media.blocks);
    case 'url':
    case 'file':
      return IMAGE_CHARACTERS;
  }
}

function toolCharacters(tool: Tool): number {
  const words = tool.name.length + (tool.description?.length ?? 0);
  return words + jsonCharacters(tool.inputSchema ?? tool.source);
}

/** About as long as the value's JSON text, without making it. The guard bounds the depth of what comes in. */
function jsonCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 5;
  let characters = 2;
  if (Array.isArray(value)) {
    for (const member of value) characters += jsonCharacters(member) + 1;
  } else if (isJsonObject(value)) {
    for (const key in value) characters += jsonCharacters(value[key]) + key.length + 4;
  }
  return characters;
}
