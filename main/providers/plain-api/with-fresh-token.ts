import { AppError } from '../../core/app-error.ts';
import type { TokenCache } from './token-cache.ts';

/** Calls once more with a new token when the vendor no longer takes the one in use, which it says with `status`. */
export async function withFreshToken<Result>(
  { tokens }: { readonly tokens: TokenCache },
  call: () => Promise<Result>,
  status = 401,
): Promise<Result> {
  const used = await tokens.get();
  try {
    return await call();
  } catch (error) {
    const isRefused = error instanceof AppError && error.code === 'upstream_authentication';
    if (!isRefused || error.upstream?.status !== status) throw error;
    tokens.invalidate(used);
    if ((await tokens.get()) === used) throw error;
    return call();
  }
}
