/** Random waiting time before the `retry`-th retry (from 1): anywhere between 0 and a doubling ceiling ("full jitter"). */
export function backoffMs(retry: number, isThrottle: boolean, random: () => number): number {
  const base = isThrottle ? THROTTLE_BASE_MS : BASE_MS;
  return random() * Math.min(MAX_BACKOFF_MS, base * 2 ** (retry - 1));
}

/** The longest wait inside a request; who must wait longer is told so with Retry-After. */
export const MAX_BACKOFF_MS = 5000;

/** 1 s for throttles as in the AWS SDKs, 250 ms otherwise as in Envoy. */
const THROTTLE_BASE_MS = 1000;
const BASE_MS = 250;
