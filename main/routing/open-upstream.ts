import { AppError, toAppError } from '../core/app-error.ts';
import { type ChatEvent, isContent } from '../core/chat-event.ts';
import type { ChatRequest } from '../core/chat-request.ts';
import type { EventDecoder } from '../core/codec.ts';
import { createEventGrammar, type EventGrammar } from '../core/event-grammar.ts';
import type { Cancellation, UpstreamAnswer } from '../core/provider.ts';
import type { Clock } from '../platform/ports/clock.ts';
import { type AttemptGuard, createAttemptGuard } from './attempt-guard.ts';
import type { Target } from './target.ts';

/** An upstream that has begun to answer. */
export interface OpenUpstream {
  /** Everything decoded so far: the last ones are, or follow, the first content. */
  readonly firstEvents: readonly ChatEvent[];
  readonly answer: UpstreamAnswer;
  readonly decoder: EventDecoder<Uint8Array>;
  /** Drops the connection, once, however often it is called. */
  close(): void;
}

export interface UpstreamCall {
  readonly target: Target;
  readonly request: ChatRequest;
  readonly cancellation: Cancellation;
  readonly clock: Clock;
  readonly timeouts: RouterTimeouts;
}

/** Milliseconds. */
export interface RouterTimeouts {
  /** Until the provider's `send` resolves: a net under the HTTP client's own, shorter limits. */
  readonly accept: number;
  /** From the acceptance to the first content event. */
  readonly firstContent: number;
}

/**
 * Sends and reads up to the first content. On failure the upstream has been dropped before the error is thrown.
 * @throws AppError
 */
export async function openUpstream(call: UpstreamCall): Promise<OpenUpstream> {
  const guard = createAttemptGuard(call.clock, call.cancellation);
  try {
    return await open(call, guard);
  } catch (thrown) {
    guard.abort();
    guard.dispose();
    throw toAppError(thrown);
  }
}

async function open(call: UpstreamCall, guard: AttemptGuard): Promise<OpenUpstream> {
  const { target, timeouts } = call;
  const answer = await guard.wait(target.provider.send(call.request, target.model, guard.cancellation), {
    ms: timeouts.accept,
    what: 'response',
    onLate: (late) => late.close(),
  });
  let isClosed = false;
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    guard.dispose();
    answer.close();
  };
  try {
    const { events, hasEnded } = await readToContent(call, answer, guard);
    const decoder = hasEnded ? endedDecoder(answer.decoder) : answer.decoder;
    return { firstEvents: events, answer, decoder, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

interface FirstEvents {
  readonly events: readonly ChatEvent[];
  /** The decoder has given its last. */
  readonly hasEnded: boolean;
}

async function readToContent(
  call: UpstreamCall,
  answer: UpstreamAnswer,
  guard: AttemptGuard,
): Promise<FirstEvents> {
  const events: ChatEvent[] = [];
  const grammar = createEventGrammar();
  const deadline = call.clock.monotonic() + call.timeouts.firstContent;
  for (;;) {
    const ms = Math.max(0, deadline - call.clock.monotonic());
    const chunk = await guard.wait(answer.chunks.next(), { ms, what: 'content' });
    const hasEnded = chunk.done === true;
    const decoded = hasEnded ? answer.decoder.end() : answer.decoder.push(chunk.value);
    const hasContent = checkUpToContent(decoded, grammar);
    for (const event of decoded) events.push(event);
    if (hasContent) return { events, hasEnded };
    if (hasEnded) throw grammar.end()?.error ?? emptyAnswer();
  }
}

/** True when there is content; what follows it is the pump's business. @throws AppError for an error before it. */
function checkUpToContent(decoded: readonly ChatEvent[], grammar: EventGrammar): boolean {
  for (const event of decoded) {
    const checked = grammar.check(event);
    if (checked === undefined) continue;
    if (checked.type === 'error') throw checked.error;
    if (isContent(checked)) return true;
  }
  return false;
}

/** So that whoever reads on at the end of the bytes does not make the decoder end twice. */
function endedDecoder(decoder: EventDecoder<Uint8Array>): EventDecoder<Uint8Array> {
  return { push: (frame) => decoder.push(frame), end: () => [] };
}

function emptyAnswer(): AppError {
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: 'Upstream closed the answer before it had begun.',
  });
}
