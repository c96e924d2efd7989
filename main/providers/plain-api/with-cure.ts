import { AppError } from '../../core/app-error.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';

/** The same client; when nothing listens at the address, its error says `cure` in place of its own guess. */
export function withCure(http: HttpClient, cure: string): HttpClient {
  return {
    async send(request) {
      try {
        return await http.send(request);
      } catch (thrown) {
        throw isRefused(thrown) ? cured(thrown, cure) : thrown;
      }
    },
    close: () => http.close(),
  };
}

function isRefused(thrown: unknown): thrown is AppError {
  if (!(thrown instanceof AppError)) return false;
  const { cause } = thrown;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

function cured({ code, retry, upstream, cause }: AppError, message: string): AppError {
  return new AppError({ code, retry, upstream, cause, message });
}
