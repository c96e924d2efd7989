import type { AppError } from '../../../main/core/app-error.ts';
import { createCancellationSource } from '../../../main/core/cancellation-source.ts';
import type { ChatAnswer } from '../../../main/core/chat-answer.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { CheckStep } from '../../../main/core/check-step.ts';
import { createCollector } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import type { Provider, UpstreamAnswer } from '../../../main/core/provider.ts';
import { createNodeHttpClient } from '../../../main/platform/node-http-client.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import type { PlainPorts } from '../../../main/providers/plain-api/plain-ports.ts';
import { hubRequest } from '../../core/hub-request.ts';

/** What a provider of these tests is given: the real client and clock. */
export function portsWith(env: Readonly<Record<string, string>> = {}): PlainPorts {
  return { http: createNodeHttpClient(), clock: systemClock, env, defaultMaxTokens: 16_384 };
}

/** Sends, and reads the answer to its end. @throws AppError what the provider or the stream says */
export async function ask(
  provider: Provider,
  model: string,
  members: Partial<ChatRequest> = {},
): Promise<ChatAnswer & Pick<UpstreamAnswer, 'warnings' | 'requestId'>> {
  const resolved = await provider.resolve(model);
  if (resolved === undefined) throw new Error(`${provider.id} has no model ${model}`);
  const answer = await provider.send(
    hubRequest({ model, ...members }),
    resolved,
    createCancellationSource().cancellation,
  );
  const { chunks, decoder, warnings, requestId } = answer;
  const collector = createCollector();
  const grammar = createEventGrammar();
  const take = (events: ReturnType<typeof decoder.end>): void => {
    for (const event of events) {
      const checked = grammar.check(event);
      if (checked !== undefined) collector.push(checked);
    }
  };
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) take(decoder.push(next.value));
  take(decoder.end());
  const broken = grammar.end();
  if (broken !== undefined) throw broken.error;
  return { ...collector.answer(), warnings, requestId };
}

/** The text of an answer. */
export function textOf({ blocks }: ChatAnswer): string {
  return blocks.map(({ text }) => text).join('');
}

/** Every step of a provider's check. */
export async function checkAll(provider: Provider): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  for await (const step of provider.check(createCancellationSource().cancellation)) steps.push(step);
  return steps;
}

/** The error that an action ends in. */
export async function errorOf(action: Promise<unknown>): Promise<Partial<AppError>> {
  return action.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: Partial<AppError>) => error,
  );
}
