import type { ContentBlock, Media } from '../core/chat-block.ts';
import type { ChatRequest, Tool } from '../core/chat-request.ts';

/** Anthropic's rule of thumb: about 3.5 characters of English to a token. */
const CHARACTERS_PER_TOKEN = 3.5;
/** Anthropic's ceiling for one image: (width x height) / 750 with the longest edge at 1,568 px. */
const IMAGE_TOKENS = 1600;
/** A page of a PDF takes 1,500 to 3,000 tokens and about 75 kB as base64. */
const DOCUMENT_CHARACTERS_PER_TOKEN = 35;

/**
 * A rough count of a request's input tokens, made without serialising anything: good enough to tell whether a minute's
 * quota can take it. The true count replaces it when the answer is complete.
 */
export function estimateInputTokens(request: ChatRequest): number {
  let tokens = 0;
  for (const block of request.system) tokens += textTokens(block.text.length);
  for (const tool of request.tools) tokens += toolTokens(tool);
  for (const message of request.messages) tokens += blocksTokens(message.content);
  return Math.ceil(tokens);
}

function blocksTokens(blocks: readonly ContentBlock[]): number {
  let tokens = 0;
  for (const block of blocks) tokens += blockTokens(block);
  return tokens;
}

function blockTokens(block: ContentBlock): number {
  switch (block.type) {
    case 'text':
      return textTokens(block.text.length);
    case 'thinking':
      return textTokens(block.thinking.length);
    case 'redacted-thinking':
      return textTokens(block.data.length);
    case 'tool-use':
      return textTokens(block.name.length + block.arguments.length);
    case 'tool-result':
      return blocksTokens(block.content);
    case 'image':
      return IMAGE_TOKENS;
    case 'document':
      return documentTokens(block.media);
    case 'opaque':
      return textTokens(jsonCharacters(block.source));
  }
}

function documentTokens(media: Media): number {
  switch (media.kind) {
    case 'base64':
      return media.data.length / DOCUMENT_CHARACTERS_PER_TOKEN;
    case 'text':
      return textTokens(media.text.length);
    case 'blocks':
      return blocksTokens(media.blocks);
    case 'url':
    case 'file':
      return IMAGE_TOKENS;
  }
}

function toolTokens(tool: Tool): number {
  const words = tool.name.length + (tool.description?.length ?? 0);
  return textTokens(words + jsonCharacters(tool.inputSchema ?? tool.source));
}

function textTokens(characters: number): number {
  return characters / CHARACTERS_PER_TOKEN;
}

/** About as long as the value's JSON text, without making it. The guard bounds the depth of what comes in. */
function jsonCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 5;
  if (Array.isArray(value)) return value.reduce<number>((sum, member) => sum + jsonCharacters(member) + 1, 2);
  let characters = 2;
  for (const [key, member] of Object.entries(value)) characters += jsonCharacters(member) + key.length + 4;
  return characters;
}
