import { assertNever } from '../../core/assert-never.ts';
import type { BlockStart, ChatEvent, ErrorEvent, FinishEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext, EventEncoder } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeAnswerStatus, refusalOf } from './answer-status.ts';
import { type CallShapes, callShapesOf } from './call-shape.ts';
import { encodeErrorMembers, encodeFailure } from './errors.ts';
import { EventWriter } from './event-writer.ts';
import { keptMembers } from './kept-members.ts';
import { openCall } from './open-call.ts';
import { OpenForeignItem } from './open-foreign-item.ts';
import { type DeltaKind, type ItemPlace, itemRecord, type OpenItem } from './open-item.ts';
import { OpenMessage, refusalMessage } from './open-message.ts';
import { OpenReasoning, OpenRedacted } from './open-reasoning.ts';
import { answerId, IN_PROGRESS, type ResponseState, responseJson } from './response-frame.ts';
import { encodeUsage } from './usage.ts';

/** Events to the records of one Responses stream: each block is an output item. */
export function createEncoder(request: ChatRequest, context: AnswerContext): EventEncoder<string> {
  const encoder = new StreamEncoder(request, context);
  return { push: (event) => encoder.push(event) };
}

class StreamEncoder {
  readonly #request: ChatRequest;
  readonly #context: AnswerContext;
  readonly #shapes: CallShapes;
  readonly #writer = new EventWriter();
  /** Finished items, as JSON text. */
  readonly #output: string[] = [];
  #dialect: DialectName = 'openai-responses';
  #open: OpenItem | undefined;
  /** Complete but for `output_item.done`, which tells whether the answer broke off in it: the next event decides. */
  #ended: OpenItem | undefined;

  constructor(request: ChatRequest, context: AnswerContext) {
    this.#request = request;
    this.#context = context;
    this.#shapes = callShapesOf(request);
  }

  push(event: ChatEvent): string {
    switch (event.type) {
      case 'text-delta':
        return this.#add('text-delta', event.text);
      case 'thinking-delta':
        return this.#add('thinking-delta', event.thinking);
      case 'arguments-delta':
        return this.#add('arguments-delta', event.json);
      case 'signature-delta':
        this.#open?.sign?.(event.signature);
        return '';
      case 'opaque-delta':
        return this.#isOwn ? (this.#open?.note?.(event.source) ?? '') : '';
      case 'start':
        return this.#start(event.dialect);
      case 'block-start':
        return this.#flush(false) + this.#begin(event.block, event.source);
      case 'block-stop':
        return this.#end();
      case 'finish':
        return this.#finish(event);
      case 'error':
        return this.#fail(event);
      case 'opaque-event':
      case 'usage-update':
        return '';
      default:
        return assertNever(event);
    }
  }

  #add(kind: DeltaKind, piece: string): string {
    const open = this.#open;
    return piece === '' || open === undefined || open.accepts !== kind ? '' : open.push(piece);
  }

  get #isOwn(): boolean {
    return this.#dialect === 'openai-responses';
  }

  #start(dialect: DialectName): string {
    this.#dialect = dialect;
    const response = `"response":${this.#response(IN_PROGRESS)}`;
    return (
      this.#writer.write('response.created', response) + this.#writer.write('response.in_progress', response)
    );
  }

  #begin(block: BlockStart, source: string | undefined): string {
    const open = this.#openItem(block, this.#isOwn ? source : undefined);
    this.#open = open;
    if (open === undefined) return '';
    const said = block.type === 'text' ? block.text : block.type === 'thinking' ? block.thinking : '';
    return open.begin() + (said === '' ? '' : open.push(said));
  }

  #openItem(block: BlockStart, source: string | undefined): OpenItem | undefined {
    switch (block.type) {
      case 'text':
        return new OpenMessage(this.#place('msg'), keptMembers(source));
      case 'thinking':
        return new OpenReasoning(this.#place('rs'), this.#dialect, block.signature);
      case 'redacted-thinking':
        return new OpenRedacted(this.#place('rs'), this.#dialect, block.data);
      case 'tool-use': {
        const shape = this.#shapes(block.name);
        const prefix = shape.kind === 'custom' ? 'ctc' : shape.kind === 'native' ? 'call' : 'fc';
        return openCall(this.#place(prefix), block.id, shape);
      }
      case 'opaque':
        return source === undefined ? undefined : new OpenForeignItem(this.#place('item'), source);
    }
  }

  #place(prefix: string): ItemPlace {
    const index = this.#output.length;
    return { writer: this.#writer, index, id: `${answerId(prefix, this.#context)}_${index}` };
  }

  #end(): string {
    const open = this.#open;
    this.#open = undefined;
    this.#ended = open;
    return open?.end() ?? '';
  }

  /** Writes `output_item.done` of the item that has ended. */
  #flush(isCut: boolean): string {
    const ended = this.#ended;
    if (ended === undefined) return '';
    this.#ended = undefined;
    return this.#done(ended.finish(isCut));
  }

  #done(item: JsonObject): string {
    const json = JSON.stringify(item);
    const index = this.#output.push(json) - 1;
    return itemRecord({ writer: this.#writer, index, id: '' }, 'done', json);
  }

  #finish(event: FinishEvent): string {
    const { status, reason } = encodeAnswerStatus(event.stopReason);
    const records = this.#flush(status === 'incomplete') + this.#refuse(event);
    const response = this.#response({
      status,
      error: null,
      incomplete_details: reason === undefined ? null : { reason },
      usage: encodeUsage(event.usage),
    });
    return records + this.#writer.write(`response.${status}`, `"response":${response}`);
  }

  #refuse(event: FinishEvent): string {
    const refusal = refusalOf(event.stopReason, event.detail);
    if (refusal === undefined) return '';
    const { records, item } = refusalMessage(this.#place('msg'), refusal);
    return records + this.#done(item);
  }

  /** An item that broke off is not done: agents run a call as soon as it is. */
  #fail({ error }: ErrorEvent): string {
    const records = this.#flush(false);
    const members = encodeErrorMembers(error);
    const { type: _, ...flat } = members;
    // Documented flat; the SDKs throw on the nested form, which OpenAI really sends.
    const told = JSON.stringify({ ...flat, error: members }).slice(1, -1);
    const state: ResponseState = {
      ...IN_PROGRESS,
      status: 'failed',
      error: encodeFailure(error),
    };
    return (
      records +
      this.#writer.write('error', told) +
      this.#writer.write('response.failed', `"response":${this.#response(state)}`)
    );
  }

  #response(state: ResponseState): string {
    return responseJson(this.#request, this.#context, { ...state, output: this.#output });
  }
}
