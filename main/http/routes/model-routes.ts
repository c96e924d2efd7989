import type { Router } from 'router';
import { AppError } from '../../core/app-error.ts';
import type { ClientProtocol } from '../../core/client-protocol.ts';
import { modelListOf } from '../caller-dialect.ts';
import type { Engine } from '../engine.ts';
import type { Exchange } from '../exchange.ts';
import { sendJson } from '../send-json.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

const LIST = ['/v1/models', '/models', '/v1/v1/models'];
/** Ids hold slashes: `bedrock-us-east-1/anthropic.claude-sonnet-4-6`. */
const ONE = LIST.map((path) => `${path}/*id`);

/** The names a client may use, in OpenAI's or Anthropic's form as the caller shows itself. */
export function addModelRoutes(
  router: Router,
  toListener: ToListener,
  { engine, protocols }: { engine: Engine; protocols: readonly ClientProtocol[] },
): void {
  router.get(
    LIST,
    toListener.keyed((exchange) => listModels(exchange, engine, protocols)),
  );
  router.get(
    ONE,
    toListener.keyed((exchange) => showModel(exchange, engine, protocols)),
  );
  router.all([...LIST, ...ONE], toListener.keyed(methodNotAllowed('GET, HEAD')));
}

async function listModels(
  exchange: Exchange,
  engine: Engine,
  protocols: readonly ClientProtocol[],
): Promise<void> {
  const { line } = exchange;
  const voice = modelListOf(line, protocols);
  sendJson(exchange, { status: 200, body: voice.list(await engine.models(), line.query) });
}

async function showModel(
  exchange: Exchange,
  engine: Engine,
  protocols: readonly ClientProtocol[],
): Promise<void> {
  const id = modelId(exchange.line.path);
  const model = (await engine.models()).find((listing) => listing.id === id);
  if (model === undefined) {
    throw new AppError({
      code: 'model_not_found',
      message: `There is no model named ${id}. GET /v1/models lists them.`,
    });
  }
  sendJson(exchange, { status: 200, body: modelListOf(exchange.line, protocols).one(model) });
}

/** What follows `models/`, whether its slashes came escaped or not. Express has proved it decodable. */
function modelId(path: string): string {
  return decodeURIComponent(path.slice(path.indexOf('models/') + 'models/'.length));
}
