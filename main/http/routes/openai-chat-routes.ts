import type { Router } from 'router';
import type { ClientDialect } from '../../core/codec.ts';
import { answerChat } from '../answer-chat.ts';
import type { EdgePorts } from '../edge-ports.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

/** Clients are given a base URL with `/v1`, without it, or add it once more themselves. */
const PATHS = ['/v1/chat/completions', '/chat/completions', '/v1/v1/chat/completions'];

/** OpenAI Chat Completions. */
export function addOpenaiChatRoutes(
  router: Router,
  toListener: ToListener,
  { dialect, ports }: { dialect: ClientDialect; ports: EdgePorts },
): void {
  router.post(
    PATHS,
    toListener.keyed((exchange) => answerChat(exchange, dialect, ports)),
  );
  router.all(PATHS, toListener.keyed(methodNotAllowed('POST')));
}
