import { randomUUID } from 'node:crypto';
import { conceal } from '../../core/conceal.ts';
import type { Sending, UpstreamAnswer } from '../../core/provider.ts';
import { RUN_INFERENCE } from '../../dialects/cursor/cursor-protocol.ts';
import { decodeCursorError } from '../../dialects/cursor/decode-error.ts';
import { createCursorDecoder } from '../../dialects/cursor/decode-stream.ts';
import { encodeRun } from '../../dialects/cursor/encode-run.ts';
import { readText } from '../plain-api/read-text.ts';
import type { CursorContext } from './cursor-context.ts';

/**
 * One run of the private protocol: the model is invoked once the server is ready, and the run finished once the answer
 * is there. Nothing is sent that only the vendor's own client could vouch for. @throws AppError
 */
export async function sendByApi(context: CursorContext, sending: Sending): Promise<UpstreamAnswer> {
  const { config, defaultMaxTokens, userAgent } = context;
  const { request, model, cancellation } = sending;
  const token = bareToken(await context.apiKey.get());
  const names = { conversationId: randomUUID(), invocationId: randomUUID() };
  const run = encodeRun(request, { model: model.id, defaultMaxTokens }, names);
  const call = await context.duplex.open({
    url: `${config.baseUrl.replace(/\/+$/, '')}${RUN_INFERENCE}`,
    headers: {
      ...config.headers,
      authorization: `Bearer ${token}`,
      'content-type': 'application/connect+proto',
      'connect-protocol-version': '1',
      'connect-accept-encoding': 'gzip',
      'user-agent': userAgent,
    },
    first: run.open,
    cancellation,
  });
  if (call.status !== 200) {
    const text = conceal(await readText(call), [token]);
    throw decodeCursorError(call.status, text);
  }
  const decoder = createCursorDecoder(run.restore, {
    onReady: () => call.write(run.invoke),
    onAnswered: () => call.finish(run.finish),
  });
  return { chunks: call.chunks, decoder, warnings: run.warnings, close: call.close };
}

/** A cookie's value is `user_…::token`; the token is what counts. */
function bareToken(given: string): string {
  return given.slice(given.lastIndexOf('::') + 1).replace(/^:/, '');
}
