import type { ChatEvent } from '../../main/core/chat-event.ts';
import type { ChatRequest } from '../../main/core/chat-request.ts';
import type { Cancellation } from '../../main/core/provider.ts';
import type { Usage } from '../../main/core/usage.ts';
import type { Log } from '../../main/platform/ports/log.ts';
import type { RoutedAnswer } from '../../main/routing/routed-answer.ts';
import { createRouter, type Router, type RouterOptions } from '../../main/routing/router.ts';
import { hubRequest } from '../core/hub-request.ts';
import { createFakeClock, type FakeClock, runToEnd } from './fake-clock.ts';
import { createScriptedProvider, type ScriptedOptions, type ScriptedProvider } from './scripted-provider.ts';

export interface Fixture {
  readonly clock: FakeClock;
  readonly router: Router;
  readonly lines: string[];
  provider(id: string): ScriptedProvider;
  /** Resolves and attempts; runs the clock until there is an answer or an error. */
  ask(model: string, changes?: Partial<ChatRequest>): Promise<RoutedAnswer>;
  /** The same, read to its end as a pump would. */
  askWhole(model: string, changes?: Partial<ChatRequest>, usage?: Usage): Promise<RoutedAnswer>;
}

export type FixtureOptions = Partial<Omit<RouterOptions, 'providers'>> & {
  readonly providers: readonly Omit<ScriptedOptions, 'clock'>[];
};

export function createFixture(options: FixtureOptions): Fixture {
  const clock = createFakeClock();
  const lines: string[] = [];
  const providers = options.providers.map((each) => createScriptedProvider({ ...each, clock }));
  const byId = new Map(providers.map((each) => [each.id, each]));
  const router = createRouter({
    combos: [],
    random: () => 0.5,
    ...options,
    log: logTo(lines),
    providers,
    clock,
  });
  const ask = async (model: string, changes: Partial<ChatRequest> = {}) => {
    const plan = await router.resolve(model);
    return runToEnd(clock, router.attempt(plan, request(model, changes), { cancellation: never() }));
  };
  return {
    clock,
    router,
    lines,
    ask,
    provider(id) {
      const found = byId.get(id);
      if (found === undefined) throw new Error(`no provider ${id} in this test`);
      return found;
    },
    async askWhole(model, changes, usage) {
      const answer = await ask(model, changes);
      await runToEnd(clock, readToEnd(answer, usage));
      return answer;
    },
  };
}

/** What the pump does, as far as routing sees it. */
export async function readToEnd(answer: RoutedAnswer, usage?: Usage): Promise<readonly ChatEvent[]> {
  const events = [...answer.firstEvents];
  for (;;) {
    const chunk = await answer.chunks.next();
    if (chunk.done === true) break;
    events.push(...answer.decoder.push(chunk.value));
  }
  events.push(...answer.decoder.end());
  answer.finished({ ok: events.at(-1)?.type === 'finish', usage });
  answer.close();
  return events;
}

export function request(model: string, changes: Partial<ChatRequest> = {}): ChatRequest {
  return hubRequest({ model, ...changes });
}

export function never(): Cancellation {
  return new AbortController().signal;
}

function logTo(lines: string[]): Log {
  const at = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
