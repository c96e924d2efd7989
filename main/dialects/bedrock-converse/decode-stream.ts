import { AppError } from '../../core/app-error.ts';
import type { ChatEvent, StopReason } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { Usage } from '../../core/usage.ts';
import type { ConverseEvent } from './converse-event.ts';
import { type BlockReader, createBlockReader } from './decode-blocks.ts';
import { sourceOfFinish } from './encode-finish.ts';
import { decodeStopReason } from './stop-reason.ts';
import { decodeUsage } from './usage.ts';

interface State {
  readonly blocks: BlockReader;
  messageStop: JsonObject | undefined;
  done: boolean;
}

/** Reads one ConverseStream. The usage comes after the end of the message, so that the finish waits for it. */
export function createConverseDecoder(restore: Restore): EventDecoder<ConverseEvent> {
  const state: State = { blocks: createBlockReader(restore), messageStop: undefined, done: false };
  return {
    push(event) {
      if (state.done) return [];
      const payload = parseJsonObject(event.json);
      return payload === undefined
        ? fail(state, 'a stream event is not a JSON object')
        : decodeEvent(state, payload, event);
    },
    end: () => (state.done || state.messageStop === undefined ? [] : finish(state, {})),
  };
}

function decodeEvent(state: State, payload: JsonObject, { name, json }: ConverseEvent): ChatEvent[] {
  const { blocks } = state;
  switch (name) {
    case 'contentBlockDelta':
      return blocks.delta(payload, json) ?? fail(state, 'a delta has no index or no content');
    case 'contentBlockStart':
      return blocks.start(payload, json) ?? fail(state, 'a block did not start properly');
    case 'contentBlockStop':
      return blocks.stop();
    case 'messageStart':
      return [{ type: 'start', dialect: 'bedrock-converse' }];
    case 'messageStop':
      return stopMessage(state, payload);
    case 'metadata':
      return state.messageStop === undefined
        ? fail(state, 'the usage came before the end of the message')
        : finish(state, payload);
    default:
      return [];
  }
}

function stopMessage(state: State, payload: JsonObject): ChatEvent[] {
  state.messageStop = payload;
  const reason = decodeStopReason(String(payload['stopReason']));
  if (reason === 'malformed') return fail(state, 'the model wrote what Bedrock could not read');
  const last = state.blocks.stop();
  if (!state.blocks.truncatedCall || CUT_SHORT.has(reason)) return last;
  return [...last, ...fail(state, 'the arguments of a tool call break off')];
}

/** With these a tool call may rightly be incomplete: the client can see that the answer was cut. */
const CUT_SHORT: ReadonlySet<StopReason> = new Set<StopReason>([
  'max_tokens',
  'context_window_exceeded',
  'content_filter',
]);

function finish(state: State, metadata: JsonObject): ChatEvent[] {
  state.done = true;
  const { messageStop = {}, blocks } = state;
  const said = decodeStopReason(String(messageStop['stopReason']));
  const stopReason = finalReason(said === 'malformed' ? 'other' : said, blocks);
  const usage: Usage = decodeUsage(metadata['usage']);
  const stop = stopReason === said ? messageStop : { ...messageStop, stopReason };
  return [{ type: 'finish', stopReason, usage, source: sourceOfFinish(stop, metadata) }];
}

/** Some models call a tool and say that they are done; and the tool that stands in for structured output is no call. */
function finalReason(reason: StopReason, { called, answeredByTool }: BlockReader): StopReason {
  if (called) return reason === 'end_turn' || reason === 'other' ? 'tool_use' : reason;
  return reason === 'tool_use' && answeredByTool ? 'end_turn' : reason;
}

function fail(state: State, problem: string): ChatEvent[] {
  state.done = true;
  const error = new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `The answer from upstream is not valid: ${problem}. What arrived so far must not be taken as a whole answer.`,
  });
  return [{ type: 'error', error }];
}

/** The body of Converse, which is not streamed, as the events it would have been. */
export function decodeConverseAnswer(text: string, restore: Restore): ChatEvent[] {
  const decoder = createConverseDecoder(restore);
  const body = parseJsonObject(text);
  const output = isJsonObject(body?.['output']) ? body['output'] : {};
  const message = output['message'];
  const content = isJsonObject(message) && Array.isArray(message['content']) ? message['content'] : undefined;
  if (body === undefined || content === undefined) return decoder.push({ name: 'messageStart', json: '' });
  const { output: _output, stopReason, additionalModelResponseFields, ...metadata } = body;
  const events = [
    event('messageStart', { role: 'assistant' }),
    ...content.filter(isJsonObject).flatMap(blockEvents),
    event('messageStop', {
      stopReason,
      ...(additionalModelResponseFields === undefined ? {} : { additionalModelResponseFields }),
    }),
    event('metadata', metadata),
  ];
  return events.flatMap((one) => decoder.push(one));
}

function blockEvents(block: JsonObject, contentBlockIndex: number): readonly ConverseEvent[] {
  const stop = event('contentBlockStop', { contentBlockIndex });
  const delta = (value: JsonObject) => event('contentBlockDelta', { contentBlockIndex, delta: value });
  const { toolUse, text, reasoningContent } = block;
  if (isJsonObject(toolUse)) {
    const { input, ...start } = toolUse;
    const call = event('contentBlockStart', { contentBlockIndex, start: { toolUse: start } });
    return [call, delta({ toolUse: { input: JSON.stringify(input ?? {}) } }), stop];
  }
  if (typeof text === 'string') return [delta({ text }), stop];
  if (!isJsonObject(reasoningContent))
    return [event('contentBlockStart', { contentBlockIndex, start: block }), stop];
  const { reasoningText } = reasoningContent;
  if (!isJsonObject(reasoningText)) return [delta({ reasoningContent }), stop];
  const { text: thinking, signature } = reasoningText;
  const signed = signature === undefined ? [] : [delta({ reasoningContent: { signature } })];
  return [delta({ reasoningContent: { text: thinking } }), ...signed, stop];
}

function event(name: string, payload: JsonObject): ConverseEvent {
  return { name, json: JSON.stringify(payload) };
}
