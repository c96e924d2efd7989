import { AppError } from '../../core/app-error.ts';
import type { VertexContext } from './vertex-context.ts';

/** Calls once more with a new token when Google no longer takes the one in use. */
export async function withFreshToken<Result>(
  { tokens }: Pick<VertexContext, 'tokens'>,
  call: () => Promise<Result>,
): Promise<Result> {
  const used = await tokens.get();
  try {
    return await call();
  } catch (error) {
    const isStale = error instanceof AppError && error.upstream?.status === 401;
    if (!isStale) throw error;
    tokens.invalidate(used);
    if ((await tokens.get()) === used) throw error;
    return call();
  }
}
