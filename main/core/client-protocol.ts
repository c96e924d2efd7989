import type { ChatRequest } from './chat-request.ts';
import type { ClientDialect, Headers } from './codec.ts';
import type { DialectName } from './dialect-name.ts';
import type { JsonObject } from './json.ts';
import type { ModelListing } from './model-listing.ts';
import type { TokenCount } from './provider.ts';

/** A wire format as a client meets it: its paths, and how it is told from the others. One registry line each. */
export interface ClientProtocol {
  readonly name: DialectName;
  readonly endpoints: readonly ClientEndpoint[];
  /**
   * The voice for a call that looks like this format's: it also answers what is refused before, or instead of,
   * finding an endpoint. Undefined for any other call.
   */
  claims(call: CallLine): ClientDialect | undefined;
  /** How `GET /v1/models`, a path that several formats share, is answered to this format's clients. */
  readonly modelLists?: readonly ModelListVoice[];
}

/** What is known of a call before its body. */
export interface CallLine {
  /** Without the query. */
  readonly path: string;
  readonly query: Query;
  readonly headers: Headers;
}

/** The query's values by name; of a repeated name the last. */
export type Query = { readonly [name: string]: string | undefined };

export interface ModelListVoice {
  speaks(call: CallLine): boolean;
  /** @throws AppError when the query is not valid. */
  list(models: readonly ModelListing[], query: Query): JsonObject;
  one(model: ModelListing): JsonObject;
}

export type ClientEndpoint = ChatEndpoint | CountEndpoint | InfoEndpoint;

/** Asks for an answer of a model. POST. */
export interface ChatEndpoint extends EndpointBase {
  readonly kind: 'chat';
  /** The request; or the answer itself, where the format has questions that no model is needed for. @throws AppError */
  decode(call: EndpointCall): ChatRequest | EndpointAnswer;
  /** For a path that is the chat's and other questions' too: what answers such a question, undefined for a chat. */
  inform?(call: EndpointCall): InfoEndpoint['answer'] | undefined;
}

/** Asks how many tokens a request has. POST. */
export interface CountEndpoint extends EndpointBase {
  readonly kind: 'count-tokens';
  /** @throws AppError */
  decode(call: EndpointCall): ChatRequest;
  encode(count: TokenCount): JsonObject;
}

/** Answers by itself, from what kRouter offers. */
export interface InfoEndpoint extends EndpointBase {
  readonly kind: 'info';
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** False where the answer does not depend on what is offered: nobody waits for the list then, and it is empty. */
  readonly usesModels?: false;
  /** @throws AppError */
  answer(call: EndpointCall, models: readonly ModelListing[]): EndpointAnswer;
}

interface EndpointBase {
  /** Patterns of path-to-regexp 8: `/v1/messages`, `/model/:id/converse`, `/v1beta/models/*model\\:countTokens`. */
  readonly paths: readonly string[];
  /** The voice of its answers and errors. */
  readonly dialect: ClientDialect;
  /** In place of `dialect`, where the query has a say: Gemini streams as SSE or as a JSON list. */
  voice?(call: CallLine): ClientDialect;
  /** How the body is read. Unset: JSON that calls itself `application/json`. */
  readonly body?: BodyRule;
}

export interface BodyRule {
  /** `json` is parsed, an empty body being undefined; `bytes` is handed over as it came. */
  readonly as: 'json' | 'bytes';
  /** The content types taken; unset: any, or none at all. */
  readonly contentType?: RegExp;
}

/** A call with its body, as far as a pure codec may see it. */
export interface EndpointCall extends CallLine {
  /** Parsed JSON, or a Uint8Array where the endpoint reads bytes; undefined without a body. */
  readonly body: unknown;
  /** Decoded values of the path's parameters; the segments of a wildcard are joined with a slash. */
  readonly params: { readonly [name: string]: string | undefined };
}

/** A ready answer. */
export interface EndpointAnswer {
  readonly type: 'answer';
  readonly status?: number;
  /** Text is sent as it is, anything else as JSON. */
  readonly body: JsonObject | readonly JsonObject[] | string;
  /** `application/json` unless said otherwise. */
  readonly contentType?: string;
}

/** Tells a ready answer from a request to a model. */
export function isEndpointAnswer(decoded: ChatRequest | EndpointAnswer): decoded is EndpointAnswer {
  return 'type' in decoded;
}
