import type { AppError } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import type { HttpClient, HttpTimeouts } from '../../platform/ports/http-client.ts';
import type { ApiKeySource } from './api-key-source.ts';

/** One vendor's HTTP API as a provider calls it: where, as whom, and how its refusals read. */
export interface PlainApi {
  /** With or without a slash at the end. */
  readonly baseUrl: string;
  readonly http: HttpClient;
  readonly apiKey: ApiKeySource;
  /** The headers of every call, authentication among them. `key` is empty where none is configured. */
  headers(key: string): { readonly [name: string]: string };
  /** What an answer that is not a 200 means. */
  decodeError(status: number, text: string, headers: Headers): AppError;
  /** What must be in no error, besides the key. */
  readonly secrets?: readonly string[];
  /** Milliseconds, where the client's defaults do not fit. */
  readonly timeouts?: Partial<HttpTimeouts>;
}
