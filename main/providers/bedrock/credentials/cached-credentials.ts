import { conceal } from '../../../core/conceal.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import type { Log } from '../../../platform/ports/log.ts';
import { credentialError } from './credential-error.ts';
import type { AwsCredentials, CredentialDescription, CredentialSource } from './credential-source.ts';

export interface CachedCredentialsOptions {
  readonly source: string;
  readonly label: string;
  /** Reads the credentials from where they live. */
  load(): Promise<AwsCredentials>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Before their end, as AWS's SDKs do: a request signed now may still be checked minutes later. */
const REFRESH_BEFORE_MS = 5 * 60_000;
/** Keys without an end are read again this often, so that an edited file or variable is noticed. */
const REREAD_AFTER_MS = 5 * 60_000;
/** A source that hands out nearly dead keys is not asked for every single request. */
const PAUSE_MS = 10_000;
/** SSO and credential processes may wait for a person; botocore gives a process as long. */
const LOAD_LIMIT_MS = 60_000;

/** Keeps the last credentials, and reads new ones once for however many requests wait for them. */
export function createCachedCredentials(options: CachedCredentialsOptions): CredentialSource {
  const { clock, log, label } = options;
  let held: Held | undefined;
  let loading: Promise<AwsCredentials> | undefined;
  /** Outlives `invalidate`: the refusal of credentials is where they are quoted. */
  let secrets: readonly string[] = [];

  async function refresh(): Promise<AwsCredentials> {
    try {
      const credentials = await withinLimit(options);
      held = { credentials, readAt: clock.now() };
      secrets = secretsOf(credentials);
      return credentials;
    } catch (error) {
      if (held === undefined || isOver(held.credentials, clock.now())) throw error;
      log.warn('AWS credentials could not be refreshed; the present ones are still valid', { label });
      held = { ...held, readAt: clock.now() };
      return held.credentials;
    } finally {
      loading = undefined;
    }
  }

  return {
    get() {
      if (held !== undefined && isFresh(held, clock.now())) return Promise.resolve(held.credentials);
      loading ??= refresh();
      return loading;
    },
    invalidate(refused) {
      if (refused === undefined || held?.credentials === refused) held = undefined;
    },
    describe: () => describe(options, held?.credentials),
    conceal: (text) => conceal(text, secrets),
  };
}

function secretsOf(credentials: AwsCredentials): readonly string[] {
  if (credentials.kind === 'bearer') return [credentials.token];
  return [credentials.secretAccessKey, credentials.sessionToken ?? ''];
}

interface Held {
  readonly credentials: AwsCredentials;
  readonly readAt: number;
}

function isFresh({ credentials, readAt }: Held, now: number): boolean {
  const age = now - readAt;
  if (credentials.expiresAt === undefined) return age >= 0 && age < REREAD_AFTER_MS;
  const left = credentials.expiresAt - now;
  return left > REFRESH_BEFORE_MS || (left > 0 && age >= 0 && age < PAUSE_MS);
}

function isOver(credentials: AwsCredentials, now: number): boolean {
  return credentials.expiresAt !== undefined && credentials.expiresAt <= now;
}

function withinLimit({ load, clock, label }: CachedCredentialsOptions): Promise<AwsCredentials> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(LOAD_LIMIT_MS, () =>
      reject(
        credentialError(
          `${label} gave no credentials within 60 s. Check that the sign-in or process behind it can finish on its own.`,
        ),
      ),
    );
    load().then(resolve, reject).finally(cancel);
  });
}

function describe(
  { source, label }: CachedCredentialsOptions,
  credentials: AwsCredentials | undefined,
): CredentialDescription {
  if (credentials === undefined) return { source, label };
  const { kind, expiresAt } = credentials;
  if (kind === 'bearer') return { source, label, kind, region: credentials.region, expiresAt };
  return { source, label, kind, accessKeyId: shorten(credentials.accessKeyId), expiresAt };
}

function shorten(accessKeyId: string): string {
  return accessKeyId.length <= 8 ? accessKeyId : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}
