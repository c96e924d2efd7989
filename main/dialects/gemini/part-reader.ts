import type { BlockStart, ChatEvent } from '../../core/chat-event.ts';
import type { Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { GeminiBackend } from './gemini-backend.ts';
import type { RawArguments } from './raw-arguments.ts';

/**
 * The parts of an answer as blocks. They come one after another, so one block is open at most. A proof belongs to the part
 * it stands on; as the hub has it, to the thinking before that.
 */
export class PartReader {
  readonly #restore: Restore;
  readonly #backend: GeminiBackend;
  #next = 0;
  #open: 'text' | 'thinking' | undefined;
  #calls = 0;
  /** Makes the ids of calls that come without one unique to their answer. */
  answerId = '';

  constructor(restore: Restore, backend: GeminiBackend) {
    this.#restore = restore;
    this.#backend = backend;
  }

  get hasCalls(): boolean {
    return this.#calls > 0;
  }

  push(part: JsonObject, args: RawArguments, out: ChatEvent[]): void {
    const { text, functionCall } = part;
    const signature = typeof part['thoughtSignature'] === 'string' ? part['thoughtSignature'] : '';
    if (isJsonObject(functionCall)) this.#call(part, functionCall, { signature, args, out });
    else if (typeof text === 'string') {
      if (part['thought'] === true) this.#muse(text, signature, out);
      else this.#say(text, signature, out);
    } else if (hasData(part)) this.#pass(part, out);
  }

  /** Ends the open block. */
  close(out: ChatEvent[]): void {
    if (this.#open !== undefined) out.push({ type: 'block-stop', index: this.#next - 1 });
    this.#open = undefined;
  }

  #muse(text: string, signature: string, out: ChatEvent[]): void {
    if (text !== '') this.#think(text, out);
    if (signature !== '') this.#prove(signature, out);
  }

  #say(text: string, signature: string, out: ChatEvent[]): void {
    if (text !== '') {
      this.#reopen('text', out);
      out.push({ type: 'text-delta', index: this.#next - 1, text });
    }
    // Behind the text it belongs to: what was said is on its way already.
    if (signature !== '') this.#proveApart(signature, out);
  }

  #think(thinking: string, out: ChatEvent[]): void {
    this.#reopen('thinking', out);
    out.push({ type: 'thinking-delta', index: this.#next - 1, thinking });
  }

  /** Ends the thinking at hand with its proof, or makes an empty one for it. */
  #prove(signature: string, out: ChatEvent[]): void {
    this.#reopen('thinking', out);
    out.push({ type: 'signature-delta', index: this.#next - 1, signature });
    this.close(out);
  }

  #proveApart(signature: string, out: ChatEvent[]): void {
    this.close(out);
    const source = JSON.stringify({ text: '', thoughtSignature: signature });
    this.#begin({ type: 'thinking', thinking: '', signature: '' }, source, out);
    this.#open = 'thinking';
    this.#prove(signature, out);
  }

  #call(part: JsonObject, call: JsonObject, { signature, args, out }: CallCircumstances): void {
    if (signature !== '') this.#prove(signature, out);
    this.close(out);
    this.#calls += 1;
    const called = typeof call['name'] === 'string' ? call['name'] : '';
    const name = this.#restore.toolNames?.get(called) ?? called;
    const id = typeof call['id'] === 'string' && call['id'] !== '' ? call['id'] : this.#madeId();
    this.#begin({ type: 'tool-use', id, name }, unknownMembers(part), out);
    const json = args.of(call);
    if (json !== '') out.push({ type: 'arguments-delta', index: this.#next - 1, json });
    out.push({ type: 'block-stop', index: this.#next - 1 });
  }

  #madeId(): string {
    return `call_${this.answerId.replace(/[^A-Za-z0-9_-]/g, '').slice(-40)}_${this.#calls}`;
  }

  /** What only a client of this format understands: an image, code that ran. */
  #pass(part: JsonObject, out: ChatEvent[]): void {
    this.close(out);
    const name = Object.keys(part).find((key) => isJsonObject(part[key])) ?? this.#backend;
    this.#begin({ type: 'opaque', name }, JSON.stringify(part), out);
    out.push({ type: 'block-stop', index: this.#next - 1 });
  }

  #reopen(kind: 'text' | 'thinking', out: ChatEvent[]): void {
    if (this.#open === kind) return;
    this.close(out);
    const start = kind === 'text' ? TEXT : THINKING;
    this.#begin(start, undefined, out);
    this.#open = kind;
  }

  #begin(block: BlockStart, source: string | undefined, out: ChatEvent[]): void {
    out.push({ type: 'block-start', index: this.#next, block, source });
    this.#next += 1;
  }
}

interface CallCircumstances {
  readonly signature: string;
  readonly args: RawArguments;
  readonly out: ChatEvent[];
}

const TEXT: BlockStart = { type: 'text', text: '' };
const THINKING: BlockStart = { type: 'thinking', thinking: '', signature: '' };

function hasData(part: JsonObject): boolean {
  return Object.keys(part).some((key) => key !== 'thought' && key !== 'thoughtSignature');
}

const KNOWN: ReadonlySet<string> = new Set(['functionCall', 'thoughtSignature', 'thought']);

/** Members of a call's part that the hub has no name for, as JSON text. */
function unknownMembers(part: JsonObject): string | undefined {
  const unknown = Object.entries(part).filter(([key, value]) => !KNOWN.has(key) && value != null);
  return unknown.length === 0 ? undefined : JSON.stringify(Object.fromEntries(unknown));
}
