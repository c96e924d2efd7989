import { type JsonObject, objectOf, objectsOf, parseObject, textOf } from '../json.ts';

/** A tool call that the prompt asks for by name. */
export interface AskedCall {
  readonly name: string;
  readonly input: JsonObject;
}

/** What the last user turn asks of the simulated model. */
export interface Directives {
  readonly text: string;
  readonly calls: readonly AskedCall[];
  /** The words after `say exactly:`. */
  readonly exact: string | undefined;
  /** `count to N`: that many numbered words. */
  readonly countTo: number;
  readonly refuse: boolean;
  readonly redactThinking: boolean;
  readonly tripGuardrail: boolean;
  readonly images: number;
  readonly documents: number;
  /** Text of the tool results in the last turn. */
  readonly toolResults: readonly string[];
}

const EXACT = 'say exactly:';
const MOST_COUNTED = 100_000;

/** Reads the last user turn. All phrases are in plain English and in any case. */
export function readDirectives(body: JsonObject): Directives {
  const last = objectsOf(body['messages']).findLast((message) => message['role'] === 'user');
  const content = last?.['content'];
  const blocks = typeof content === 'string' ? [{ type: 'text', text: content }] : objectsOf(content);
  const ofType = (type: string) => blocks.filter((block: JsonObject) => block['type'] === type);
  const text = ofType('text')
    .map((block: JsonObject) => textOf(block['text']))
    .join('\n');
  const lower = text.toLowerCase();
  const exactAt = lower.indexOf(EXACT);
  return {
    text,
    calls: askedCalls(text),
    exact: exactAt < 0 ? undefined : text.slice(exactAt + EXACT.length).trim(),
    countTo: Math.min(MOST_COUNTED, Number(/\bcount to (\d{1,6})\b/.exec(lower)?.[1] ?? 0)),
    refuse: lower.includes('refuse this'),
    redactThinking: lower.includes('redacted thinking'),
    tripGuardrail: lower.includes('trip the guardrail'),
    images: ofType('image').length,
    documents: ofType('document').length,
    toolResults: ofType('tool_result').map((block: JsonObject) => resultText(block['content'])),
  };
}

function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  return objectsOf(content)
    .map((block) => textOf(block['text']))
    .join(' ');
}

function askedCalls(text: string): readonly AskedCall[] {
  const calls: AskedCall[] = [];
  const phrase = /\buse tool ([\w-]+)(?: with (?=\{))?/gi;
  for (let match = phrase.exec(text); match !== null; match = phrase.exec(text)) {
    const start = phrase.lastIndex;
    const json = text[start] === '{' ? balanced(text, start) : '{}';
    calls.push({ name: match[1] ?? '', input: objectOf(parseObject(json)) });
  }
  return calls;
}

/** The text from the brace at `start` to the one that closes it, strings respected. */
function balanced(text: string, start: number): string {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (inString && char === '\\') at++;
    else if (char === '"') inString = !inString;
    else if (!inString && char === '{') depth++;
    else if (!inString && char === '}' && --depth === 0) return text.slice(start, at + 1);
  }
  return '{}';
}
