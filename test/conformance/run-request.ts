import { AppError } from '../../main/core/app-error.ts';
import type { Warning } from '../../main/core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../main/core/json.ts';
import { stringifyJson } from '../../main/core/raw-json.ts';
import { warningsAt } from '../../main/core/warnings-at.ts';
import { type Client, clients, type Upstream } from './cells.ts';
import { compareRequests, type Difference } from './compare.ts';
import type { RequestLoss } from './losses.ts';
import { readFrames } from './proto-notation.ts';
import { type ConversationName, decodeBody, readConversation } from './read-conversation.ts';
import { isEmptyFacet, type RequestFacet, requestFacets } from './request-facets.ts';
import { BODY_CHECKS } from './validators.ts';

/** What became of one conversation on its way from a client to an upstream. */
export interface RequestResult {
  readonly conversation: ConversationName;
  /** The body as the upstream gets it; undefined when the request was refused. */
  readonly body: JsonObject | undefined;
  readonly refusal: AppError | undefined;
  readonly warnings: readonly Warning[];
  /** What the upstream would refuse the body for. */
  readonly complaints: readonly string[];
  /** Facets that had something to say. */
  readonly facets: readonly RequestFacet[];
  readonly differences: readonly Difference<RequestFacet, RequestLoss>[];
}

/** Limits of the models that stand for their upstreams, large enough not to matter. */
const LIMITS = { defaultMaxTokens: 1000, maxOutputTokens: 64_000, contextTokens: 200_000 };

/** Client to hub to upstream, and back to the hub by the upstream's own client decoder. */
export function runRequest(
  client: Client,
  upstream: Upstream,
  conversation: ConversationName,
): RequestResult {
  const { request } = readConversation(client, conversation);
  const was = requestFacets(request);
  const facets = keysOf(was).filter((facet) => !isEmptyFacet(was[facet]));
  try {
    const encoded = upstream.dialect.encodeRequest(request, { model: upstream.model, ...LIMITS });
    const wire = onTheWire(encoded.body);
    const body = readable(wire);
    const check = BODY_CHECKS[upstream.id];
    if (check === undefined)
      throw new Error(`test/conformance/validators.ts has no rules for ${upstream.id}`);
    const is = requestFacets(decodeBody(ownClient(upstream), wire).request);
    return {
      conversation,
      body,
      refusal: undefined,
      warnings: [...warningsAt(upstream.dialect.name, request.warnings), ...encoded.warnings],
      complaints: check(body),
      facets,
      differences: compareRequests(was, is, { upstream: upstream.id, conversation }),
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unsupported') throw error;
    return {
      conversation,
      body: undefined,
      refusal: error,
      warnings: [],
      complaints: [],
      facets,
      differences: [],
    };
  }
}

/** The client who speaks the upstream's format: its decoder knows nothing of our encoder. */
function ownClient(upstream: Upstream): Client {
  const own = clients.find(({ id }) => id === upstream.id);
  if (own === undefined) throw new Error(`no client protocol speaks the format of ${upstream.id}`);
  return own;
}

function onTheWire(body: JsonObject | Uint8Array): JsonObject | Uint8Array {
  if (body instanceof Uint8Array) return body;
  const parsed: unknown = JSON.parse(stringifyJson(body));
  if (isJsonObject(parsed)) return parsed;
  throw new Error('the body is no JSON object');
}

/** Frames of protobuf in notation. */
function readable(body: JsonObject | Uint8Array): JsonObject {
  return body instanceof Uint8Array ? { frames: readFrames(body) } : body;
}

function keysOf(facets: object): readonly RequestFacet[] {
  const keys: RequestFacet[] = [];
  for (const key of FACETS) if (key in facets) keys.push(key);
  return keys;
}

const FACETS: readonly RequestFacet[] = [
  'system',
  'text',
  'images',
  'calls',
  'results',
  'error results',
  'thinking',
  'tools',
  'tool choice',
  'parallel switch',
  'limit',
  'temperature',
  'stop sequences',
  'reasoning',
  'cache hints',
  'structured output',
];
