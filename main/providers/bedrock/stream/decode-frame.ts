import { isJsonObject, parseJsonObject } from '../../../core/json.ts';
import type { AwsFrame } from '../../../framing/aws-event-stream.ts';
import { headerText } from '../../../framing/aws-frame-headers.ts';
import { decodeBase64String, decodeBase64Text } from '../../../framing/base64-text.ts';
import type { BedrockFault } from '../faults/bedrock-fault.ts';
import { decodeFaultFrame } from '../faults/decode-fault.ts';

/** The JSON text of one Anthropic stream event, a fault, or undefined for a frame of a kind yet unknown. */
export function decodeFrame(frame: AwsFrame): string | BedrockFault | undefined {
  const kind = headerText(frame.headers, ':message-type');
  if (kind === 'exception' || kind === 'error') return decodeFaultFrame(frame, utf8.decode(frame.payload));
  if (headerText(frame.headers, ':event-type') !== 'chunk') return undefined;
  return unwrapChunk(frame.payload) ?? NOT_A_CHUNK;
}

const utf8 = new TextDecoder();

const NOT_A_CHUNK: BedrockFault = {
  status: 502,
  name: '',
  message: 'Bedrock sent a chunk without content.',
};

/** `{"bytes":"` and `,"p":"` */
const OPENING = new TextEncoder().encode('{"bytes":"');
const PADDING = new TextEncoder().encode(',"p":"');
const QUOTE = 0x22;
const BRACE = 0x7d;

/** What `{"bytes":"<base64>","p":"<padding>"}` wraps; undefined when it wraps nothing. */
export function unwrapChunk(payload: Uint8Array): string | undefined {
  const end = payload.indexOf(QUOTE, OPENING.length);
  const isPlain = startsWith(payload, OPENING, 0) && end !== -1 && isRest(payload, end + 1);
  return (isPlain ? decodeBase64Text(payload, OPENING.length, end) : undefined) ?? unwrapByParsing(payload);
}

/** True for `}` or `,"p":"…"}` up to the very end, so that no second `bytes` and no escape can hide there. */
function isRest(payload: Uint8Array, at: number): boolean {
  const last = payload.length - 1;
  if (payload[last] !== BRACE) return false;
  if (at === last) return true;
  return startsWith(payload, PADDING, at) && payload.indexOf(QUOTE, at + PADDING.length) === last - 1;
}

function startsWith(payload: Uint8Array, start: Uint8Array, at: number): boolean {
  for (let i = 0; i < start.length; i += 1) if (payload[at + i] !== start[i]) return false;
  return true;
}

function unwrapByParsing(payload: Uint8Array): string | undefined {
  const chunk = parseJsonObject(utf8.decode(payload));
  const bytes = isJsonObject(chunk) ? chunk['bytes'] : undefined;
  return typeof bytes === 'string' ? decodeBase64String(bytes) : undefined;
}
