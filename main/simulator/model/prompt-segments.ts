import { type JsonObject, listOf, objectOf, objectsOf } from '../json.ts';
import { imageTokens } from './image-facts.ts';
import { countTokens } from './tokenize.ts';

/** One cacheable piece of a prompt, in prefix order: tools, then system, then message blocks. */
export interface PromptSegment {
  /** Where it stands, as error messages name it. */
  readonly path: string;
  /** Its JSON without `cache_control`. */
  readonly text: string;
  readonly tokens: number;
  /** Set where the client put a cache breakpoint. */
  readonly ttl?: '5m' | '1h';
}

/** Tokens every message costs beside its content. */
const TURN_TOKENS = 3;

const known = new WeakMap<JsonObject, readonly PromptSegment[]>();

/** Cuts a request body into segments. */
export function promptSegments(body: JsonObject): readonly PromptSegment[] {
  const already = known.get(body);
  if (already) return already;
  const segments = [
    ...objectsOf(body['tools']).map((tool, index) => segment(tool, `tools.${index}`)),
    ...contentSegments(body['system'], 'system', ''),
    ...objectsOf(body['messages']).flatMap((message, index) =>
      contentSegments(message['content'], `messages.${index}.content`, String(message['role'])),
    ),
  ];
  known.set(body, segments);
  return segments;
}

/** Estimates the input tokens of a request body. */
export function countBody(body: JsonObject): number {
  const turns = listOf(body['messages']).length * TURN_TOKENS;
  return promptSegments(body).reduce((sum, { tokens }) => sum + tokens, turns);
}

function contentSegments(content: unknown, path: string, role: string): readonly PromptSegment[] {
  if (typeof content === 'string') {
    return [{ path, text: JSON.stringify([role, content]), tokens: countTokens(content) }];
  }
  return objectsOf(content).map((block, index) => segment(block, `${path}.${index}`, role));
}

function segment(block: JsonObject, path: string, role = ''): PromptSegment {
  const { cache_control: control, ...rest } = block;
  const text = JSON.stringify([role, rest]);
  const tokens = blockTokens(rest, text);
  if (control === undefined || control === null) return { path, text, tokens };
  return { path, text, tokens, ttl: objectOf(control)['ttl'] === '1h' ? '1h' : '5m' };
}

function blockTokens(block: JsonObject, text: string): number {
  if (block['type'] === 'text') return countTokens(String(block['text']));
  const { data } = objectOf(block['source']);
  return block['type'] === 'image' && typeof data === 'string' ? imageTokens(data) : countTokens(text);
}
