import { AppError, type AppErrorDetails } from '../../main/core/app-error.ts';
import type { ChatEvent } from '../../main/core/chat-event.ts';
import type { EventDecoder } from '../../main/core/codec.ts';
import type { Cancellation, Provider, ResolvedModel, UpstreamAnswer } from '../../main/core/provider.ts';
import type { Clock } from '../../main/platform/ports/clock.ts';

/** What an upstream does, step by step. After the last step it closes cleanly. */
export type Step =
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'events'; readonly events: readonly ChatEvent[] }
  | { readonly do: 'throw'; readonly error: AppErrorDetails }
  /** Silence until the connection is dropped. */
  | { readonly do: 'hang' };

export interface Script {
  /** Before the upstream accepts the request. */
  readonly accept?: readonly Exclude<Step, { do: 'events' }>[];
  readonly body?: readonly Step[];
  /** What the decoder still owes at the end of the bytes. */
  readonly end?: readonly ChatEvent[];
}

export interface Opened {
  closes: number;
  readonly openedAt: number;
  closedAt: number | undefined;
}

/** A provider that does what its script says, with real promises and iterators. */
export interface ScriptedProvider extends Provider {
  readonly sends: { readonly at: number; readonly cancellation: Cancellation }[];
  readonly opened: Opened[];
  script: (call: number) => Script;
}

export interface ScriptedOptions {
  readonly id: string;
  readonly clock: Clock;
  readonly type?: string;
  readonly region?: string;
  readonly models?: readonly ResolvedModel[];
  readonly script?: (call: number) => Script;
}

export function model(id: string, rest: Partial<ResolvedModel> = {}): ResolvedModel {
  return { id, baseId: id.replace(/^(us|eu|jp|global)\./, ''), displayName: id, scope: 'in-region', ...rest };
}

export const SONNET = model('anthropic.claude-sonnet-4-6');

export function createScriptedProvider(options: ScriptedOptions): ScriptedProvider {
  const { clock } = options;
  const models = options.models ?? [SONNET];
  const provider: ScriptedProvider = {
    id: options.id,
    type: options.type ?? 'bedrock',
    region: options.region ?? (options.type === undefined ? options.id : undefined),
    sends: [],
    opened: [],
    script: options.script ?? (() => answering('hello')),
    async resolve(name) {
      return models.find(({ id, baseId }) => [id, baseId, baseId.replace('anthropic.', '')].includes(name));
    },
    list: async () => models,
    async send(_request, _model, cancellation) {
      provider.sends.push({ at: clock.monotonic(), cancellation });
      const script = provider.script(provider.sends.length);
      for (const step of script.accept ?? []) await play(step, clock, cancellation);
      return open(script, provider, clock);
    },
    countTokens: async () => ({ inputTokens: 1, estimated: true }),
    async *check() {
      yield { name: 'answer', ok: true, detail: 'scripted' };
    },
    close() {},
  };
  return provider;
}

function open(script: Script, provider: ScriptedProvider, clock: Clock): UpstreamAnswer {
  const opened: Opened = { closes: 0, openedAt: clock.monotonic(), closedAt: undefined };
  provider.opened.push(opened);
  const table: (readonly ChatEvent[])[] = [];
  return {
    chunks: bytesOf(script.body ?? [], table, clock),
    decoder: tableDecoder(table, script.end ?? []),
    requestId: `upstream-${provider.id}`,
    warnings: [],
    close() {
      opened.closes += 1;
      opened.closedAt = clock.monotonic();
    },
  };
}

/** Each chunk is the number of an entry in the table. */
async function* bytesOf(
  steps: readonly Step[],
  table: (readonly ChatEvent[])[],
  clock: Clock,
): AsyncGenerator<Uint8Array, undefined> {
  for (const step of steps) {
    if (step.do !== 'events') await play(step, clock);
    else yield Uint8Array.of(table.push(step.events) - 1);
  }
  return undefined;
}

function tableDecoder(
  table: readonly (readonly ChatEvent[])[],
  end: readonly ChatEvent[],
): EventDecoder<Uint8Array> {
  let ends = 0;
  return {
    push: (bytes) => [...(table[bytes[0] ?? -1] ?? [])],
    end() {
      ends += 1;
      if (ends > 1) throw new Error('the decoder was ended twice');
      return [...end];
    },
  };
}

function play(
  step: Exclude<Step, { do: 'events' }>,
  clock: Clock,
  cancellation?: Cancellation,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (step.do === 'throw') reject(new AppError(step.error));
    else if (step.do === 'wait') clock.after(step.ms, resolve);
    else {
      const dropped = new AppError({ code: 'cancelled', message: 'dropped' });
      cancellation?.addEventListener('abort', () => reject(dropped), { once: true });
    }
  });
}

export const START: ChatEvent = { type: 'start', dialect: 'anthropic', id: 'msg_1' };

/** A whole, well-formed answer. */
export function wholeAnswer(text: string): readonly ChatEvent[] {
  return [
    START,
    { type: 'block-start', index: 0, block: { type: 'text', text: '' } },
    { type: 'text-delta', index: 0, text },
    { type: 'block-stop', index: 0 },
    { type: 'finish', stopReason: 'end_turn', usage: { inputTokens: 10, outputTokens: 5 } },
  ];
}

/** Answers after `ttftMs`, one event to a chunk. */
export function answering(text: string, ttftMs = 0): Script {
  const events = wholeAnswer(text).map((event): Step => ({ do: 'events', events: [event] }));
  return { accept: [{ do: 'wait', ms: ttftMs }], body: events };
}

export function failing(error: Partial<AppErrorDetails>, afterMs = 0): Script {
  const whole = { code: 'upstream_error', retry: 'next', message: 'it broke', ...error } as const;
  return {
    accept: [
      { do: 'wait', ms: afterMs },
      { do: 'throw', error: whole },
    ],
  };
}

export const refused = () => failing({ message: 'connection refused' });
/** As the HTTP client reports it after its 5 s. */
export const blackHole = () => failing({ code: 'timeout', message: 'no connection within 5 s' }, 5000);
export const throttling = (retryAfterMs?: number) =>
  failing({
    code: 'rate_limited',
    retryAfterMs,
    message: 'Too many requests',
    upstream: { status: 429, name: 'ThrottlingException' },
  });
