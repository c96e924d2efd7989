import { AppError } from './app-error.ts';
import type { AnswerBlock, ChatAnswer } from './chat-answer.ts';
import type { BlockStart, ChatEvent, FinishEvent, StartEvent } from './chat-event.ts';
import { mergeUsage, type Usage } from './usage.ts';

/** Folds a stream's events into one answer. */
export interface Collector {
  /** @throws AppError when the stream ends in an error. */
  push(event: ChatEvent): void;
  /** @throws AppError when the stream has not finished. */
  answer(): ChatAnswer;
}

/** Makes a collector for one stream. Pieces are joined once, at the end, so a long answer costs linear time. */
export function createCollector(): Collector {
  const state: State = { blocks: new Map(), usage: {} };
  return {
    push: (event) => take(state, event),
    answer: () => finish(state),
  };
}

/** `createCollector` over a whole list of events. */
export function collect(events: Iterable<ChatEvent>): ChatAnswer {
  const collector = createCollector();
  for (const event of events) collector.push(event);
  return collector.answer();
}

interface OpenBlock {
  readonly start: BlockStart;
  readonly source?: string;
  readonly text: string[];
  readonly thinking: string[];
  readonly signature: string[];
  readonly arguments: string[];
  readonly opaqueDeltas: string[];
}

interface State {
  start?: StartEvent;
  finish?: FinishEvent;
  usage: Usage;
  readonly blocks: Map<number, OpenBlock>;
}

function take(state: State, event: ChatEvent): void {
  switch (event.type) {
    case 'start':
      state.start = event;
      state.usage = mergeUsage(state.usage, event.usage);
      return;
    case 'block-start':
      state.blocks.set(event.index, openBlock(event.block, event.source));
      return;
    case 'usage-update':
      state.usage = mergeUsage(state.usage, event.usage);
      return;
    case 'finish':
      state.finish = event;
      state.usage = mergeUsage(state.usage, event.usage);
      return;
    case 'error':
      throw event.error;
    case 'block-stop':
    case 'opaque-event':
      return;
    default:
      takeDelta(state.blocks.get(event.index), event);
  }
}

type Delta = Extract<ChatEvent, { index: number }>;

function takeDelta(block: OpenBlock | undefined, event: Delta): void {
  if (block === undefined) return;
  if (event.type === 'text-delta') block.text.push(event.text);
  else if (event.type === 'thinking-delta') block.thinking.push(event.thinking);
  else if (event.type === 'signature-delta') block.signature.push(event.signature);
  else if (event.type === 'arguments-delta') block.arguments.push(event.json);
  else if (event.type === 'opaque-delta') block.opaqueDeltas.push(event.source);
}

function openBlock(start: BlockStart, source: string | undefined): OpenBlock {
  return {
    start,
    source,
    text: start.type === 'text' ? [start.text] : [],
    thinking: start.type === 'thinking' ? [start.thinking] : [],
    signature: start.type === 'thinking' ? [start.signature] : [],
    arguments: [],
    opaqueDeltas: [],
  };
}

function finish(state: State): ChatAnswer {
  if (state.start === undefined || state.finish === undefined) {
    throw new AppError({ code: 'upstream_error', message: 'The answer ended before it was complete.' });
  }
  return {
    dialect: state.start.dialect,
    id: state.start.id,
    blocks: [...state.blocks.values()].map(closeBlock),
    stopReason: state.finish.stopReason,
    stopSequence: state.finish.stopSequence,
    detail: state.finish.detail,
    usage: state.usage,
    startSource: state.start.source,
    finishSource: state.finish.source,
  };
}

function closeBlock(block: OpenBlock): AnswerBlock {
  return {
    start: block.start,
    source: block.source,
    text: block.text.join(''),
    thinking: block.thinking.join(''),
    signature: block.signature.join(''),
    arguments: block.arguments.join(''),
    opaqueDeltas: block.opaqueDeltas,
  };
}
