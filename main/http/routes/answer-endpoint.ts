import {
  type ChatEndpoint,
  type ClientEndpoint,
  type CountEndpoint,
  type EndpointAnswer,
  type EndpointCall,
  type InfoEndpoint,
  isEndpointAnswer,
} from '../../core/client-protocol.ts';
import { answerChat } from '../answer-chat.ts';
import { readBody } from '../body/read-body.ts';
import { checkNames } from '../check-names.ts';
import type { EdgePorts } from '../edge-ports.ts';
import type { Exchange } from '../exchange.ts';
import { engineContext } from '../open-answer.ts';
import { sendJson, sendText } from '../send-json.ts';
import { readParams } from './read-params.ts';
import type { RouteHandler } from './route.ts';

/** The method under which an endpoint is asked. */
export function methodOf(endpoint: ClientEndpoint): InfoEndpoint['method'] {
  return endpoint.kind === 'info' ? endpoint.method : 'POST';
}

/** Answers an endpoint's calls, in its own voice. */
export function createEndpointHandler(endpoint: ClientEndpoint, ports: EdgePorts): RouteHandler {
  const handle = handlerOf(endpoint, ports);
  return (exchange) => {
    exchange.dialect = endpoint.voice?.(exchange.line) ?? endpoint.dialect;
    return handle(exchange);
  };
}

function handlerOf(endpoint: ClientEndpoint, ports: EdgePorts): RouteHandler {
  switch (endpoint.kind) {
    case 'chat':
      return (exchange) => chat(exchange, endpoint, ports);
    case 'count-tokens':
      return (exchange) => countTokens(exchange, endpoint, ports);
    case 'info':
      return (exchange) => inform(exchange, endpoint, ports);
  }
}

async function chat(exchange: Exchange, endpoint: ChatEndpoint, ports: EdgePorts): Promise<void> {
  const call = await readCall(exchange, endpoint, ports);
  const inform = endpoint.inform?.(call);
  if (inform !== undefined) {
    sendAnswer(exchange, inform(call, await ports.engine.models()));
    return;
  }
  const decoded = endpoint.decode(call);
  if (isEndpointAnswer(decoded)) sendAnswer(exchange, decoded);
  else await answerChat(exchange, decoded, ports);
}

async function readCall(
  exchange: Exchange,
  endpoint: ClientEndpoint,
  { limits }: EdgePorts,
): Promise<EndpointCall> {
  const params = readParams(exchange.request);
  const hasBody = methodOf(endpoint) === 'POST';
  const body = hasBody ? await readBody(exchange, endpoint.body, limits.bodyBytes) : undefined;
  return { ...exchange.line, params, body };
}

async function countTokens(exchange: Exchange, endpoint: CountEndpoint, ports: EdgePorts): Promise<void> {
  const request = endpoint.decode(await readCall(exchange, endpoint, ports));
  checkNames(request);
  const count = await ports.engine.countTokens(request, engineContext(exchange));
  if (count.estimated) exchange.addHeaders({ 'x-krouter-warnings': 'approximated:input_tokens' });
  sendJson(exchange, { status: 200, body: endpoint.encode(count) });
}

async function inform(exchange: Exchange, endpoint: InfoEndpoint, ports: EdgePorts): Promise<void> {
  const call = await readCall(exchange, endpoint, ports);
  const models = endpoint.usesModels === false ? [] : await ports.engine.models();
  sendAnswer(exchange, endpoint.answer(call, models));
}

function sendAnswer(exchange: Exchange, { status = 200, body, contentType }: EndpointAnswer): void {
  const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType };
  if (typeof body !== 'string') sendJson(exchange, { status, body, headers });
  else
    sendText(exchange, { status, text: body, headers: { 'content-type': 'application/json', ...headers } });
}
