import { assertNever } from '../../core/assert-never.ts';
import type { BlockStart, ChatEvent, FinishEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { AnswerProofs } from './answer-proofs.ts';
import { encodeCall } from './encode-call.ts';
import { encodeFinish } from './encode-finish.ts';
import { encodeErrorBody } from './errors.ts';
import { isGeminiBackend } from './gemini-backend.ts';
import type { RecordWriter } from './record-writer.ts';
import { type AnswerIdentity, createPartFrame, identityOf, type PartFrame } from './response-frame.ts';
import { showsThoughts } from './shows-thoughts.ts';

/**
 * Events to records, each a response with what is new: text and thoughts as they come, a call when it is whole, and last
 * the reason with the usage and one part, without which gemini-cli takes the stream for broken.
 */
export function createGeminiEncoder(
  request: ChatRequest,
  context: AnswerContext,
  writer: RecordWriter,
): EventEncoder<string> {
  return new StreamEncoder(request, context, writer);
}

/** The block a stream is in, with what must be known when it ends. */
type OpenBlock =
  | { readonly kind: 'other' }
  | { readonly kind: 'thinking'; readonly source: string | undefined; thinking: string; signature: string }
  | {
      readonly kind: 'call';
      readonly id: string;
      readonly name: string;
      readonly source?: string;
      json: string;
    };

class StreamEncoder implements EventEncoder<string> {
  readonly #request: ChatRequest;
  readonly #context: AnswerContext;
  readonly #writer: RecordWriter;
  readonly #proofs: AnswerProofs;
  #identity: AnswerIdentity;
  #frame: PartFrame;
  /** The upstream's, once it has started. */
  #dialect: DialectName | undefined;
  #showsThoughts: boolean;
  #open: OpenBlock = OTHER;

  constructor(request: ChatRequest, context: AnswerContext, writer: RecordWriter) {
    this.#request = request;
    this.#context = context;
    this.#writer = writer;
    this.#proofs = new AnswerProofs(request.dialect);
    this.#identity = identityOf(undefined, request, context);
    this.#frame = createPartFrame(this.#identity);
    this.#showsThoughts = showsThoughts(request, undefined);
  }

  push(event: ChatEvent): string {
    switch (event.type) {
      case 'text-delta':
        return event.text === '' ? '' : this.#text(event.text);
      case 'thinking-delta':
        return this.#think(event.thinking);
      case 'arguments-delta':
        if (this.#open.kind === 'call') this.#open.json += event.json;
        return '';
      case 'signature-delta':
        if (this.#open.kind === 'thinking') this.#open.signature += event.signature;
        return '';
      case 'block-start':
        return this.#begin(event.block, event.source);
      case 'block-stop':
        return this.#end();
      default:
        return this.#rare(event);
    }
  }

  #rare(event: RareEvent): string {
    switch (event.type) {
      case 'start':
        this.#start(event);
        return '';
      case 'finish':
        return this.#finish(event);
      case 'error':
        return this.#writer.error(JSON.stringify(encodeErrorBody(event.error)));
      case 'usage-update':
      case 'opaque-delta':
      case 'opaque-event':
        return '';
      default:
        return assertNever(event);
    }
  }

  #start(event: Extract<ChatEvent, { type: 'start' }>): void {
    this.#dialect = event.dialect;
    this.#identity = identityOf(event, this.#request, this.#context);
    this.#frame = createPartFrame(this.#identity);
    this.#showsThoughts = showsThoughts(this.#request, event.dialect);
  }

  #text(text: string): string {
    const proof = this.#proofs.take();
    if (proof !== undefined) return this.#part(JSON.stringify({ text, thoughtSignature: proof }));
    return this.#part(`{"text":${JSON.stringify(text)}}`);
  }

  #think(thinking: string): string {
    if (this.#open.kind === 'thinking') this.#open.thinking += thinking;
    if (thinking === '' || !this.#showsThoughts) return '';
    return this.#part(`{"text":${JSON.stringify(thinking)},"thought":true}`);
  }

  #part(json: string): string {
    return this.#writer.record(this.#frame.head + json + this.#frame.tail);
  }

  #begin(block: BlockStart, source: string | undefined): string {
    switch (block.type) {
      case 'text':
        return block.text === '' ? '' : this.#text(block.text);
      case 'thinking':
        this.#open = { kind: 'thinking', source, thinking: '', signature: block.signature };
        return this.#think(block.thinking);
      case 'redacted-thinking':
        return this.#prove('redacted', block.data, '');
      case 'tool-use':
        this.#open = { kind: 'call', id: block.id, name: block.name, source: this.#own(source), json: '' };
        return '';
      case 'opaque':
        return this.#own(source) === undefined ? '' : this.#part(source ?? '');
    }
  }

  #end(): string {
    const block = this.#open;
    this.#open = OTHER;
    switch (block.kind) {
      case 'other':
        return '';
      case 'thinking':
        // A proof that stood on a part of its own goes on one, as it came.
        if (block.source !== undefined && this.#dialect === this.#request.dialect)
          return this.#part(block.source);
        return block.signature === '' ? '' : this.#prove('thinking', block.signature, block.thinking);
      case 'call': {
        const { id, name, json, source } = block;
        const part = encodeCall({ id, name, arguments: json, source, proof: this.#proofs.take() });
        return part === undefined ? '' : this.#part(part);
      }
    }
  }

  #prove(kind: 'thinking' | 'redacted', value: string, text: string): string {
    const dialect = this.#dialect ?? 'anthropic';
    const before = this.#proofs.add({ dialect, kind, value, text });
    return before === undefined ? '' : this.#part(JSON.stringify({ text: '', thoughtSignature: before }));
  }

  #own(source: string | undefined): string | undefined {
    return this.#dialect !== undefined && isGeminiBackend(this.#dialect) ? source : undefined;
  }

  #finish(event: FinishEvent): string {
    const proof = this.#proofs.take();
    const part = proof === undefined ? { text: '' } : { text: '', thoughtSignature: proof };
    const response = encodeFinish(event, [part], { upstream: this.#dialect, identity: this.#identity });
    return this.#writer.record(JSON.stringify(response)) + this.#writer.end();
  }
}

type RareEvent = Exclude<
  ChatEvent,
  {
    type:
      | 'text-delta'
      | 'thinking-delta'
      | 'arguments-delta'
      | 'signature-delta'
      | 'block-start'
      | 'block-stop';
  }
>;

const OTHER: OpenBlock = { kind: 'other' };
