import type { ChatRequest } from '../core/chat-request.ts';
import { checkNames } from './check-names.ts';
import type { EdgePorts } from './edge-ports.ts';
import type { Exchange } from './exchange.ts';
import { streamAnswer } from './stream-answer.ts';
import { wholeAnswer } from './whole-answer.ts';

/** Answers a chat request, streamed or whole as it asks. @throws AppError before any answer */
export async function answerChat(exchange: Exchange, request: ChatRequest, ports: EdgePorts): Promise<void> {
  checkNames(request);
  const call = { exchange, request, dialect: exchange.dialect, ports };
  await (request.stream ? streamAnswer(call) : wholeAnswer(call));
}
