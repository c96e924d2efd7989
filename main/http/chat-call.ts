import type { ChatRequest } from '../core/chat-request.ts';
import type { ClientDialect } from '../core/codec.ts';
import type { EdgePorts } from './edge-ports.ts';
import type { Exchange } from './exchange.ts';

/** One chat call: everything an answer is made of. */
export interface ChatCall {
  readonly exchange: Exchange;
  readonly request: ChatRequest;
  readonly dialect: ClientDialect;
  readonly ports: EdgePorts;
}
