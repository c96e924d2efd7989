import { AppError } from '../../../core/app-error.ts';
import type { Cancellation } from '../../../core/provider.ts';
import type { Clock } from '../../../platform/ports/clock.ts';
import type { DeviceAuthorization, OidcClient } from './oidc-client.ts';
import { SsoRefusal, signInEnded } from './sso-error.ts';
import type { SsoToken } from './sso-token.ts';

export interface DeviceSignIn {
  readonly oidc: OidcClient;
  readonly startUrl: string;
  readonly region: string;
  readonly clock: Clock;
  readonly cancellation: Cancellation;
  /** Told once, as soon as there is a code to show. `expiresAt`: milliseconds since 1970. */
  onCode(code: { readonly userCode: string; readonly url: string; readonly expiresAt: number }): void;
}

/** RFC 8628, 3.5: how much longer to wait after `slow_down`. */
const SLOWER_MS = 5_000;

/**
 * Signs a person in who says yes in a browser: registers, gets a code, then asks until there is an answer.
 * @throws AppError upstream_authentication when it was denied or came too late; cancelled
 */
export async function signInByDevice(setup: DeviceSignIn): Promise<SsoToken> {
  const { oidc, startUrl, region, clock } = setup;
  const registration = await oidc.register();
  const device = await oidc.authorize(registration, startUrl);
  setup.onCode({ ...device, expiresAt: clock.now() + device.lifeMs });
  const deadline = clock.monotonic() + device.lifeMs;
  let intervalMs = device.intervalMs;
  while (clock.monotonic() < deadline) {
    await pause(intervalMs, setup);
    const answer = await ask(() => oidc.tokenByDevice(registration, device.deviceCode));
    if (answer === 'slow_down') intervalMs += SLOWER_MS;
    else if (answer !== 'authorization_pending') {
      const { accessToken, refreshToken, lifeMs } = answer;
      return { accessToken, refreshToken, expiresAt: clock.now() + lifeMs, registration, startUrl, region };
    }
  }
  throw tooLate(device);
}

type Waiting = 'authorization_pending' | 'slow_down';

async function ask<T>(poll: () => Promise<T>): Promise<T | Waiting> {
  try {
    return await poll();
  } catch (error) {
    // A poll that was lost on the way says nothing about the person's answer.
    if (error instanceof AppError && error.code === 'timeout') return 'slow_down';
    if (!(error instanceof SsoRefusal)) throw error;
    if (error.code === 'authorization_pending' || error.code === 'slow_down') return error.code;
    if (error.code === 'access_denied') {
      throw signInEnded('The sign-in was denied in the browser. Try again and choose "Allow".', error);
    }
    if (error.code === 'expired_token') throw tooLate(undefined);
    throw signInEnded(`IAM Identity Center refused the sign-in: ${error.message}`, error);
  }
}

function tooLate(device: DeviceAuthorization | undefined): AppError {
  const minutes = device === undefined ? '' : ` within ${Math.round(device.lifeMs / 60_000)} minutes`;
  return signInEnded(`Nobody approved the sign-in${minutes}, so the code has expired. Get a new one.`);
}

function pause(ms: number, { clock, cancellation }: DeviceSignIn): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new AppError({ code: 'cancelled', message: 'The sign-in was cancelled.' }));
    if (cancellation.aborted) return end();
    const stop = clock.after(ms, () => {
      cancellation.removeEventListener('abort', abort);
      resolve();
    });
    const abort = () => {
      stop();
      end();
    };
    cancellation.addEventListener('abort', abort, { once: true });
  });
}
