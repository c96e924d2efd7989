import type { JsonObject } from '../../main/core/json.ts';
import type { AnswerFacets } from './answer-facets.ts';
import { objectIn, objectsIn } from './validators/rules.ts';

/** What an answer in one piece says, read as its clients read it. */
export type WholeFacets = Pick<AnswerFacets, 'text' | 'calls'> &
  Partial<Pick<AnswerFacets, 'thinking' | 'output tokens'>>;

/** @throws Error when nothing reads the client's format */
export function readWhole(client: string, body: JsonObject): WholeFacets {
  const read = READERS[client];
  if (read === undefined) throw new Error(`test/conformance/read-whole.ts does not read ${client}`);
  return read(body);
}

type Reader = (body: JsonObject) => WholeFacets;

const text = (parts: readonly unknown[]): string => parts.filter((part) => typeof part === 'string').join('');
const tokens = (...counts: readonly unknown[]): number | undefined =>
  counts.reduce((sum: number, count) => sum + (typeof count === 'number' ? count : 0), 0) || undefined;

const readMessage: Reader = (body) => {
  const content = objectsIn(body['content']);
  return {
    text: text(content.map((block) => block['text'])),
    thinking: text(content.map(({ thinking }) => thinking)),
    calls: content.flatMap(({ type, name, input }) =>
      type === 'tool_use' ? [{ name: String(name), arguments: input }] : [],
    ),
    'output tokens': tokens(objectIn(body['usage'])['output_tokens']),
  };
};

const readChat: Reader = (body) => {
  const message = objectIn(objectsIn(body['choices'])[0]?.['message']);
  return {
    text: text([message['content']]),
    thinking: text([message['reasoning_content']]),
    calls: objectsIn(message['tool_calls']).map((call) => {
      const { name, arguments: json } = objectIn(call['function']);
      return { name: String(name), arguments: JSON.parse(String(json)) };
    }),
    'output tokens': tokens(objectIn(body['usage'])['completion_tokens']),
  };
};

const readResponse: Reader = (body) => {
  const items = objectsIn(body['output']);
  return {
    text: text(items.flatMap(({ content }) => objectsIn(content).map((part) => part['text']))),
    thinking: text(items.flatMap(({ summary }) => objectsIn(summary).map((part) => part['text']))),
    calls: items.flatMap(({ type, name, arguments: json }) =>
      type === 'function_call' ? [{ name: String(name), arguments: JSON.parse(String(json)) }] : [],
    ),
    'output tokens': tokens(objectIn(body['usage'])['output_tokens']),
  };
};

const readGemini: Reader = (body) => {
  const parts = objectsIn(objectIn(objectsIn(body['candidates'])[0]?.['content'])['parts']);
  const usage = objectIn(body['usageMetadata']);
  return {
    text: text(parts.map((part) => (part['thought'] === true ? undefined : part['text']))),
    thinking: text(parts.map((part) => (part['thought'] === true ? part['text'] : undefined))),
    calls: parts.flatMap(({ functionCall }) => {
      const { name, args } = objectIn(functionCall);
      return functionCall === undefined ? [] : [{ name: String(name), arguments: args }];
    }),
    'output tokens': tokens(usage['candidatesTokenCount'], usage['thoughtsTokenCount']),
  };
};

const readOllama: Reader = (body) => {
  const message = objectIn(body['message']);
  return {
    text: text([message['content']]),
    thinking: text([message['thinking']]),
    calls: objectsIn(message['tool_calls']).map((call) => {
      const { name, arguments: args } = objectIn(call['function']);
      return { name: String(name), arguments: args };
    }),
    'output tokens': tokens(body['eval_count']),
  };
};

const readConverse: Reader = (body) => {
  const content = objectsIn(objectIn(objectIn(body['output'])['message'])['content']);
  const reasoning = content.map((block) => objectIn(objectIn(block['reasoningContent'])['reasoningText']));
  return {
    text: text(content.map((block) => block['text'])),
    thinking: text(reasoning.map((block) => block['text'])),
    calls: content.flatMap(({ toolUse }) => {
      const { name, input } = objectIn(toolUse);
      return toolUse === undefined ? [] : [{ name: String(name), arguments: input }];
    }),
    'output tokens': tokens(objectIn(body['usage'])['outputTokens']),
  };
};

/** The service itself only streams; this is a message as its histories hold it. */
const readKiro: Reader = (body) => {
  const message = objectIn(body['assistantResponseMessage']);
  return {
    text: text([message['content']]),
    thinking: text([objectIn(objectIn(message['reasoningContent'])['reasoningText'])['text']]),
    calls: objectsIn(message['toolUses']).map(({ name, input }) => ({
      name: String(name),
      arguments: input,
    })),
    'output tokens': tokens(objectIn(body['tokenUsage'])['outputTokens']),
  };
};

/** The service itself only streams; this is a message in the JSON form of protobuf, which has no more to say. */
const readCursor: Reader = (body) => ({
  text: text([body['text']]),
  calls: objectsIn(body['toolCalls']).map(({ toolName, args }) => ({
    name: String(toolName),
    arguments: args,
  })),
});

const READERS: Readonly<Record<string, Reader>> = {
  anthropic: readMessage,
  'vertex-claude': readMessage,
  'bedrock-invoke': readMessage,
  'openai-chat': readChat,
  'openai-responses': readResponse,
  gemini: readGemini,
  'vertex-gemini': readGemini,
  antigravity: (body) => readGemini(objectIn(body['response'])),
  ollama: readOllama,
  kiro: readKiro,
  cursor: readCursor,
  'bedrock-converse': readConverse,
};
