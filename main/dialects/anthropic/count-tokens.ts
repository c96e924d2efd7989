import type { ContentBlock, Media } from '../../core/chat-block.ts';
import type { ChatRequest, Tool } from '../../core/chat-request.ts';
import type { Headers } from '../../core/codec.ts';
import { asObject } from '../../core/read-field.ts';
import { decodeBody } from './decode-request.ts';
import { imageSize } from './image-size.ts';

/** English prose and code come to about 3.5 characters a token on Claude. */
const CHARS_PER_TOKEN = 3.5;
/** Role and separators of a message. */
const TOKENS_PER_MESSAGE = 4;
/** What Anthropic documents for the instructions it adds as soon as there are tools. */
const TOKENS_FOR_TOOLS = 346;
/** Anthropic: an image costs width × height / 750 tokens after it is fitted into 1568 pixels, so about 1600 at most. */
const PIXELS_PER_TOKEN = 750;
const LONGEST_EDGE = 1568;
const LARGEST_IMAGE = 1600;
/** Anthropic: 1,500 to 3,000 tokens a page. */
const TOKENS_PER_PAGE = 2000;
/** For documents whose pages cannot be counted from outside. */
const BYTES_PER_PAGE = 50_000;

/**
 * Body and headers of `POST /v1/messages/count_tokens`: a request without `max_tokens`.
 * @throws AppError with the field's path when it is not valid.
 */
export function decodeCountTokens(body: unknown, headers: Headers): ChatRequest {
  return decodeBody(asObject(body, 'body'), headers);
}

/** A local guess at the input tokens of a request of any dialect, for upstreams that do not count. */
export function estimateTokens(request: ChatRequest): number {
  const parts = [
    ...request.system.map(blockTokens),
    ...request.messages.map((message) => TOKENS_PER_MESSAGE + sum(message.content.map(blockTokens))),
    ...request.tools.map(toolTokens),
    request.tools.length > 0 ? TOKENS_FOR_TOOLS : 0,
  ];
  return Math.max(1, Math.ceil(sum(parts)));
}

function blockTokens(block: ContentBlock): number {
  switch (block.type) {
    case 'text':
      return textTokens(block.text);
    case 'image':
      return block.media.kind === 'base64' ? imageTokens(block.media.data) : LARGEST_IMAGE;
    case 'document':
      return documentTokens(block.media) + textTokens(`${block.title ?? ''}${block.context ?? ''}`);
    case 'thinking':
      return textTokens(block.thinking);
    case 'redacted-thinking':
      return textTokens(block.data);
    case 'tool-use':
      return textTokens(block.name) + textTokens(block.arguments);
    case 'tool-result':
      return sum(block.content.map(blockTokens));
    case 'opaque':
      return jsonTokens(block.source);
  }
}

function toolTokens(tool: Tool): number {
  const schema = tool.kind === 'native' ? tool.source : tool.inputSchema;
  return textTokens(`${tool.name}${tool.description ?? ''}`) + jsonTokens(schema);
}

function imageTokens(base64: string): number {
  const size = imageSize(base64);
  if (size === undefined) return LARGEST_IMAGE;
  const scale = Math.min(1, LONGEST_EDGE / Math.max(size.width, size.height));
  return Math.min(LARGEST_IMAGE, (size.width * size.height * scale * scale) / PIXELS_PER_TOKEN);
}

function documentTokens(media: Media): number {
  switch (media.kind) {
    case 'text':
      return textTokens(media.text);
    case 'blocks':
      return sum(media.blocks.map(blockTokens));
    case 'base64':
      return TOKENS_PER_PAGE * pageCount(media.data);
    default:
      return TOKENS_PER_PAGE;
  }
}

/** A PDF names each page's object; where they are compressed, only the length is left to go by. */
function pageCount(base64: string): number {
  const bytes = Buffer.from(base64, 'base64');
  const named = bytes.toString('latin1').match(/\/Type\s{0,4}\/Page(?![a-zA-Z])/g)?.length ?? 0;
  return named > 0 ? named : Math.max(1, Math.ceil(bytes.length / BYTES_PER_PAGE));
}

function textTokens(text: string): number {
  return text.length / CHARS_PER_TOKEN;
}

function jsonTokens(value: unknown): number {
  return value === undefined ? 0 : textTokens(JSON.stringify(value));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
