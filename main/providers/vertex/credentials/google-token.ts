import type { Cancellation } from '../../../core/provider.ts';

/** A Google OAuth access token. */
export interface GoogleToken {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Makes tokens, one at every call. @throws AppError upstream_authentication saying what to do. */
export type TokenMaker = (cancellation?: Cancellation) => Promise<GoogleToken>;

/** What every call of Vertex needs. */
export const CLOUD_PLATFORM = 'https://www.googleapis.com/auth/cloud-platform';
