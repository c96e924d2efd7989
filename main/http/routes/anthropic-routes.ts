import type { Router } from 'router';
import { answerChat } from '../answer-chat.ts';
import { readJsonBody } from '../body/read-json-body.ts';
import type { EdgeDialects } from '../caller-dialect.ts';
import { checkNames } from '../check-names.ts';
import type { EdgePorts } from '../edge-ports.ts';
import type { Exchange } from '../exchange.ts';
import { engineContext } from '../open-answer.ts';
import { sendJson } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

/** With `/v1` in the configured base URL, Claude Code asks for it twice. */
const MESSAGES = ['/v1/messages', '/messages', '/v1/v1/messages'];
const COUNT_TOKENS = MESSAGES.map((path) => `${path}/count_tokens`);

/** Anthropic Messages and its token counter. */
export function addAnthropicRoutes(
  router: Router,
  toListener: ToListener,
  { dialects, ports }: { dialects: EdgeDialects; ports: EdgePorts },
): void {
  router.post(
    MESSAGES,
    toListener.keyed((exchange) => answerChat(exchange, dialects.anthropic, ports)),
  );
  router.post(
    COUNT_TOKENS,
    toListener.keyed((exchange) => countTokens(exchange, dialects, ports)),
  );
  router.all([...MESSAGES, ...COUNT_TOKENS], toListener.keyed(methodNotAllowed('POST')));
}

async function countTokens(exchange: Exchange, dialects: EdgeDialects, ports: EdgePorts): Promise<void> {
  const body = await readJsonBody(exchange, ports.limits.bodyBytes);
  const request = dialects.decodeCountTokens(body, exchange.headers);
  checkNames(request);
  const { inputTokens, estimated } = await ports.engine.countTokens(request, engineContext(exchange));
  if (estimated) exchange.addHeaders({ 'x-krouter-warnings': 'approximated:input_tokens' });
  sendJson(exchange, { status: 200, body: { input_tokens: inputTokens } });
}
