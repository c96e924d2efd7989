import { AppError } from './app-error.ts';
import type { ChatEvent, ErrorEvent } from './chat-event.ts';

/** Lets only well-formed streams through. */
export interface EventGrammar {
  /** The event to pass on, an error in its place, or undefined for one that comes after the end. */
  check(event: ChatEvent): ChatEvent | undefined;
  /** Called at the end of the upstream's bytes: the error to send when the stream is not complete. */
  end(): ErrorEvent | undefined;
  readonly isDone: boolean;
}

/**
 * The guard on every stream, so that no upstream fault can look like a complete answer: one `start`, blocks that
 * open and close one at a time with indices 0, 1, 2 …, and exactly one `finish` or `error` last.
 */
export function createEventGrammar(): EventGrammar {
  return new Grammar();
}

class Grammar implements EventGrammar {
  readonly #state: State = { phase: 'before', open: undefined, next: 0 };

  check(event: ChatEvent): ChatEvent | undefined {
    if (this.isDone) return undefined;
    const problem = advance(this.#state, event);
    if (problem === undefined) return event;
    this.#state.phase = 'done';
    return broken(problem);
  }

  end(): ErrorEvent | undefined {
    if (this.isDone) return undefined;
    this.#state.phase = 'done';
    return broken('the stream ended before the answer was complete');
  }

  get isDone(): boolean {
    return this.#state.phase === 'done';
  }
}

interface State {
  phase: 'before' | 'inside' | 'done';
  open: number | undefined;
  next: number;
}

/** Moves on; the return value says what is wrong, undefined when all is well. */
function advance(state: State, event: ChatEvent): string | undefined {
  if (event.type === 'error') {
    state.phase = 'done';
    return undefined;
  }
  if (event.type === 'start') return begin(state);
  if (state.phase === 'before') return `${event.type} came before start`;
  switch (event.type) {
    case 'finish':
      if (state.open !== undefined) return `finish came while block ${state.open} was open`;
      state.phase = 'done';
      return undefined;
    case 'block-start':
      return openBlock(state, event.index);
    case 'block-stop':
      return closeBlock(state, event.index);
    case 'usage-update':
    case 'opaque-event':
      return undefined;
    default:
      return event.index === state.open
        ? undefined
        : `a delta came for block ${event.index}, which is not open`;
  }
}

function begin(state: State): string | undefined {
  if (state.phase !== 'before') return 'a second start came';
  state.phase = 'inside';
  return undefined;
}

function openBlock(state: State, index: number): string | undefined {
  if (state.open !== undefined) return `block ${index} opened inside block ${state.open}`;
  if (index !== state.next) return `block ${index} opened where ${state.next} was due`;
  state.open = index;
  state.next += 1;
  return undefined;
}

function closeBlock(state: State, index: number): string | undefined {
  if (index !== state.open) return `block ${index} closed without being open`;
  state.open = undefined;
  return undefined;
}

function broken(problem: string): ErrorEvent {
  return {
    type: 'error',
    error: new AppError({
      code: 'upstream_error',
      retry: 'next',
      message: `The answer from upstream is incomplete: ${problem}. What arrived so far must not be taken as a whole answer.`,
    }),
  };
}
