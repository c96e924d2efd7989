import { request as httpRequest, type IncomingMessage } from 'node:http';
import { EventStreamCodec } from '@smithy/eventstream-codec';

/** One event of an answer: its name, and its payload parsed. */
export interface KiroEvent {
  readonly name: string;
  readonly payload: Record<string, unknown>;
}

/** An error as AWS's generated clients throw it. */
export class KiroError extends Error {
  readonly status: number;
  readonly type: string;
  readonly reason: unknown;

  constructor(status: number, type: string, body: Record<string, unknown>) {
    super(String(body['message']));
    this.status = status;
    this.type = type;
    this.reason = body['reason'];
  }
}

export interface KiroCall {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')),
  (text) => Buffer.from(text, 'utf8'),
);

/**
 * Reads frames with the codec that AWS's generated clients read them with, and by their rules: the stream's one modelled
 * exception goes by the member's name, `error`; any other throws with its frame's name.
 */
export async function* readKiroEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<KiroEvent> {
  for await (const frame of framesOf(bytes)) {
    const { headers, body } = codec.decode(frame);
    const text = Buffer.from(body).toString('utf8');
    const kind = headers[':message-type']?.value;
    if (kind === 'exception') throw exceptionOf(String(headers[':exception-type']?.value), text);
    if (kind !== 'event') throw new Error(`unrecognized :message-type: ${kind}`);
    const name = String(headers[':event-type']?.value);
    if (EVENTS.has(name)) yield { name, payload: JSON.parse(text || '{}') };
  }
}

function exceptionOf(name: string, text: string): Error {
  if (name === 'error') return new KiroError(200, 'InternalServerException', JSON.parse(text));
  return Object.assign(new Error(text), { name });
}

async function* framesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pending = Buffer.alloc(0);
  for await (const chunk of bytes) {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4 && pending.length >= pending.readUInt32BE(0)) {
      const length = pending.readUInt32BE(0);
      yield pending.subarray(0, length);
      pending = pending.subarray(length);
    }
  }
  if (pending.length > 0) throw new Error('Truncated event message received.');
}

/** The members of the stream's union in the official client. */
const EVENTS: ReadonlySet<string> = new Set([
  'messageMetadataEvent',
  'assistantResponseEvent',
  'reasoningContentEvent',
  'dryRunSucceedEvent',
  'codeReferenceEvent',
  'supplementaryWebLinksEvent',
  'followupPromptEvent',
  'codeEvent',
  'intentsEvent',
  'interactionComponentsEvent',
  'toolUseEvent',
  'toolResultEvent',
  'metadataEvent',
  'meteringEvent',
  'contextUsageEvent',
  'citationEvent',
  'invalidStateEvent',
]);

/** A small Kiro client: calls as the official one does and reads with AWS's own classes. */
export class KiroClient {
  private readonly baseUrl: string;
  private readonly token: string;

  constructor(baseUrl: string, token: string) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** The events of one answer. @throws KiroError for a refusal, and what the stream throws */
  async *chat(body: unknown, call: KiroCall = {}): AsyncGenerator<KiroEvent> {
    const response = await this.send({ path: '/generateAssistantResponse', ...call, body });
    if (response.headers['content-type'] !== 'application/vnd.amazon.eventstream') {
      throw new Error(`an event stream was expected, not ${response.headers['content-type']}`);
    }
    yield* readKiroEvents(response);
  }

  /** A question with a JSON answer. @throws KiroError */
  async ask(call: KiroCall): Promise<Record<string, unknown>> {
    return JSON.parse(await textOf(await this.send(call)));
  }

  private async send({
    path = '/',
    method = 'POST',
    headers,
    body,
    signal,
  }: KiroCall): Promise<IncomingMessage> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = httpRequest(`${this.baseUrl}${path}`, {
        method,
        signal,
        headers: {
          authorization: `Bearer ${this.token}`,
          accept: 'application/vnd.amazon.eventstream',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      });
      request.on('response', resolve).on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
    if (response.statusCode === 200) return response;
    const type = String(response.headers['x-amzn-errortype']);
    throw new KiroError(response.statusCode ?? 0, type, JSON.parse(await textOf(response)));
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const emptyUsage: unknown = undefined;

/** What a Kiro client makes of an answer's events. */
export function gather(events: readonly KiroEvent[]) {
  const calls = new Map<string, { name: unknown; input: string; stopped: boolean }>();
  const gathered = { text: '', thinking: '', signature: '', redacted: '', usage: emptyUsage };
  for (const { name, payload } of events) {
    if (name === 'assistantResponseEvent') gathered.text += String(payload['content']);
    if (name === 'metadataEvent') gathered.usage = payload['tokenUsage'];
    if (name === 'reasoningContentEvent') {
      gathered.thinking += String(payload['text'] ?? '');
      gathered.signature += String(payload['signature'] ?? '');
      gathered.redacted += String(payload['redactedContent'] ?? '');
    }
    if (name !== 'toolUseEvent') continue;
    const id = String(payload['toolUseId']);
    const call = calls.get(id) ?? { name: payload['name'], input: '', stopped: false };
    call.input += String(payload['input'] ?? '');
    call.stopped ||= payload['stop'] === true;
    calls.set(id, call);
  }
  return { ...gathered, calls: Object.fromEntries(calls) };
}
