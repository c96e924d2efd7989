import type { ClientDialect } from '../core/codec.ts';
import { readJsonBody } from './body/read-json-body.ts';
import { checkNames } from './check-names.ts';
import type { EdgePorts } from './edge-ports.ts';
import type { Exchange } from './exchange.ts';
import { streamAnswer } from './stream-answer.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Reads a chat request and answers it, streamed or whole as its body asks. @throws AppError before any answer */
export async function answerChat(
  exchange: Exchange,
  dialect: ClientDialect,
  ports: EdgePorts,
): Promise<void> {
  const body = await readJsonBody(exchange, ports.limits.bodyBytes);
  const request = dialect.decodeRequest(body, exchange.headers);
  checkNames(request);
  const call = { exchange, request, dialect, ports };
  await (request.stream ? streamAnswer(call) : wholeAnswer(call));
}
