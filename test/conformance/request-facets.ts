import { createHash } from 'node:crypto';
import type { ContentBlock } from '../../main/core/chat-block.ts';
import type { ChatRequest, Message } from '../../main/core/chat-request.ts';

/** What a request means, apart by what can be lost apart. Ids do not count, only which result answers which call. */
export interface RequestFacets {
  readonly system: unknown;
  readonly text: unknown;
  readonly images: unknown;
  readonly calls: unknown;
  readonly results: unknown;
  readonly 'error results': unknown;
  readonly thinking: unknown;
  readonly tools: unknown;
  readonly 'tool choice': unknown;
  readonly 'parallel switch': unknown;
  readonly limit: unknown;
  readonly temperature: unknown;
  readonly 'stop sequences': unknown;
  readonly reasoning: unknown;
  readonly 'cache hints': unknown;
  readonly 'structured output': unknown;
}

export type RequestFacet = keyof RequestFacets;

/** Takes a hub request apart; two requests mean the same when every facet is the same JSON. */
export function requestFacets(request: ChatRequest): RequestFacets {
  const blocks = request.messages.flatMap(({ content }) => content);
  const order = callOrder(blocks);
  return {
    system: textOf(request.system),
    text: turnsOf(request.messages),
    images: blocks.flatMap(inResults).flatMap(imageOf),
    calls: blocks.flatMap((block) =>
      block.type === 'tool-use'
        ? [{ call: order.get(block.id), name: block.name, arguments: parse(block.arguments) }]
        : [],
    ),
    results: blocks.flatMap((block) =>
      block.type === 'tool-result' ? [{ call: order.get(block.toolUseId), text: textOf(block.content) }] : [],
    ),
    'error results': blocks.flatMap((block) => (block.type === 'tool-result' ? [block.isError] : [])),
    thinking: blocks.flatMap((block) => (block.type === 'thinking' ? [block.thinking] : [])),
    tools: request.tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema })),
    'tool choice': choiceOf(request),
    'parallel switch': request.toolChoice?.parallel,
    limit: request.maxTokens,
    temperature: request.temperature,
    'stop sequences': request.stopSequences,
    reasoning: reasoningOf(request),
    'cache hints': [...request.system, ...request.tools, ...blocks].filter(({ cache }) => cache !== undefined)
      .length,
    'structured output':
      request.output?.type === 'json-schema' ? request.output.schema : request.output?.type,
  };
}

/** True for a facet that says nothing. */
export function isEmptyFacet(value: unknown): boolean {
  return value === undefined || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
}

function callOrder(blocks: readonly ContentBlock[]): ReadonlyMap<string, number> {
  const calls = blocks.flatMap((block) => (block.type === 'tool-use' ? [block.id] : []));
  return new Map(calls.map((id, index) => [id, index + 1]));
}

/** Neighbours of one role are one turn; turns without text are none. */
function turnsOf(messages: readonly Message[]): readonly string[] {
  const turns: { role: string; text: string }[] = [];
  for (const { role, content } of messages) {
    const text = textOf(content);
    if (text === '') continue;
    const last = turns.at(-1);
    if (last?.role === role) last.text += `\n${text}`;
    else turns.push({ role, text });
  }
  return turns.map(({ role, text }) => `${role}: ${text}`);
}

function textOf(blocks: readonly ContentBlock[]): string {
  return blocks
    .flatMap((block) => (block.type === 'text' && block.text !== '' ? [block.text] : []))
    .join('\n');
}

function inResults(block: ContentBlock): readonly ContentBlock[] {
  return block.type === 'tool-result' ? block.content : [block];
}

function imageOf(block: ContentBlock): readonly string[] {
  if (block.type !== 'image') return [];
  const { media } = block;
  if (media.kind !== 'base64') return [media.kind];
  return [`${media.mediaType} ${createHash('sha256').update(media.data).digest('hex').slice(0, 12)}`];
}

function choiceOf({ toolChoice }: ChatRequest): unknown {
  if (toolChoice === undefined || toolChoice.mode === 'auto') return undefined;
  const { mode, name, allowed } = toolChoice;
  // One allowed tool that must be called is the tool that must be called.
  if (mode === 'any' && allowed?.length === 1) return `tool ${allowed[0]}`;
  return mode === 'tool' ? `tool ${name}` : mode;
}

/** However it is asked for: how much, or a mode that says it all. */
function reasoningOf({ reasoning }: ChatRequest): unknown {
  if (reasoning === undefined) return undefined;
  const { mode, budgetTokens, effort } = reasoning;
  if (mode === 'off') return 'off';
  if (budgetTokens !== undefined) return `${budgetTokens} tokens`;
  return effort ?? mode;
}

function parse(text: string): unknown {
  return text === '' ? {} : JSON.parse(text);
}
