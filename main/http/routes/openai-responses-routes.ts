import type { Router } from 'router';
import type { ClientDialect } from '../../core/codec.ts';
import { answerChat } from '../answer-chat.ts';
import { readJsonBody } from '../body/read-json-body.ts';
import { checkNames } from '../check-names.ts';
import type { EdgePorts } from '../edge-ports.ts';
import type { Exchange } from '../exchange.ts';
import { engineContext } from '../open-answer.ts';
import { sendJson } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

/** Clients are given a base URL with `/v1`, without it, or add it once more themselves. */
const PATHS = ['/v1/responses', '/responses', '/v1/v1/responses'];
const INPUT_TOKENS = PATHS.map((path) => `${path}/input_tokens`);

export interface ResponsesRouteParts {
  readonly dialect: ClientDialect;
  readonly ports: EdgePorts;
}

/** OpenAI Responses and its token counter. Nothing is stored, so there is nothing to fetch by id. */
export function addOpenaiResponsesRoutes(
  router: Router,
  toListener: ToListener,
  { dialect, ports }: ResponsesRouteParts,
): void {
  router.post(
    PATHS,
    toListener.keyed((exchange) => answerChat(exchange, dialect, ports)),
  );
  router.post(
    INPUT_TOKENS,
    toListener.keyed((exchange) => countTokens(exchange, { dialect, ports })),
  );
  router.all([...PATHS, ...INPUT_TOKENS], toListener.keyed(methodNotAllowed('POST')));
}

async function countTokens(exchange: Exchange, { dialect, ports }: ResponsesRouteParts): Promise<void> {
  const body = await readJsonBody(exchange, ports.limits.bodyBytes);
  const request = dialect.decodeRequest(body, exchange.headers);
  checkNames(request);
  const { inputTokens, estimated } = await ports.engine.countTokens(request, engineContext(exchange));
  if (estimated) exchange.addHeaders({ 'x-krouter-warnings': 'approximated:input_tokens' });
  sendJson(exchange, {
    status: 200,
    body: { object: 'response.input_tokens', input_tokens: inputTokens },
  });
}
