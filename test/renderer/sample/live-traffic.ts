import type { LiveEvent } from '../../../contract/live-event.ts';
import type { LiveRequest, RequestRow } from '../../../contract/request-row.ts';
import { createRandom, pick } from './random.ts';
import { APPS, MODELS, REGIONS, sampleRow } from './sample-rows.ts';

/** Meters are told four times a second, as the engine does. */
const TICK_MS = 250;

interface TrafficOptions {
  /** Requests in flight at any time. */
  readonly streams: number;
  /** Of those, the part that ends at each tick. */
  readonly turnover: number;
  emit(event: LiveEvent): void;
  finished(row: RequestRow): void;
}

/** Requests that begin, stream and end. */
export function createTraffic({ streams, turnover, emit, finished }: TrafficOptions) {
  const random = createRandom(99);
  let count = 0;
  let live = Array.from({ length: streams }, () => begin());
  let timer: ReturnType<typeof setInterval> | undefined;

  function begin(): LiveRequest {
    count += 1;
    const region = pick(random, REGIONS);
    return {
      id: `live_${count}`,
      startedAt: Date.now() - Math.round(random() * 9_000),
      dialect: 'anthropic',
      app: pick(random, APPS),
      modelAsked: pick(random, MODELS).asked,
      provider: `bedrock-${region}`,
      region,
      attempts: random() < 0.1 ? 2 : 1,
      phase: 'waiting',
      outputTokens: 0,
      estimated: true,
    };
  }

  function tick(): void {
    for (const request of live) {
      if (random() >= turnover) continue;
      const row = { ...sampleRow(request.id, request.startedAt, random), app: request.app };
      finished(row);
      emit({ type: 'request-finished', row });
      live = live.filter(({ id }) => id !== request.id);
    }
    while (live.length < streams) live.push(begin());
    live = live.map(grow);
    emit({ type: 'requests-progressed', requests: live });
  }

  function grow(request: LiveRequest): LiveRequest {
    if (request.phase === 'waiting' && random() < 0.6) return request;
    const outputTokens = request.outputTokens + 8 + Math.round(random() * 24);
    return {
      ...request,
      phase: 'streaming',
      ttftMs: request.ttftMs ?? Math.round(300 + random() * 900),
      outputTokens,
      tokensPerSecond: Math.round((50 + random() * 50) * 10) / 10,
    };
  }

  return {
    now: (): readonly LiveRequest[] => live,
    tick,
    start: (): void => {
      timer ??= setInterval(tick, TICK_MS);
    },
    stop: (): void => clearInterval(timer),
  };
}
