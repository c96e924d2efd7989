import type { PlainApi } from '../plain-api/plain-api.ts';

/** What the operations of one provider share. */
export interface AntigravityContext {
  readonly api: PlainApi;
  /** The Google Cloud project the account was given; undefined for accounts that have none. @throws AppError */
  project(): Promise<string | undefined>;
  /** For clients that send no limit, in tokens. */
  readonly defaultMaxTokens: number;
}
