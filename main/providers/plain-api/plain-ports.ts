import type { Clock } from '../../platform/ports/clock.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { KeyPlaces } from './api-key-source.ts';

/** What a provider of a plain API needs from outside. */
export interface PlainPorts extends KeyPlaces {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
}
