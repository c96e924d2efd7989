import type { BedrockProviderConfig } from '../../../contract/config.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { Log } from '../../platform/ports/log.ts';
import type { ClockSkew } from './clock-skew.ts';
import type { CredentialSource } from './credentials/credential-source.ts';

/** What the calls of one provider share. */
export interface BedrockContext {
  readonly config: BedrockProviderConfig;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly credentials: CredentialSource;
  readonly skew: ClockSkew;
}
