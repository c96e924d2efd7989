import type { Headers } from '../../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../../core/json.ts';
import type { AwsFrame } from '../../../framing/aws-event-stream.ts';
import { headerText } from '../../../framing/aws-frame-headers.ts';
import type { BedrockFault } from './bedrock-fault.ts';
import { EXCEPTION_STATUS, IN_BAND_STATUS } from './fault-status.ts';

/** More than any error message; an HTML page is cut. */
const MAX_MESSAGE_CHARS = 2000;

/** A response that is no answer: AWS's JSON in either spelling, its XML, Anthropic's JSON, HTML or nothing. */
export function decodeHttpFault(status: number, headers: Headers, text: string): BedrockFault {
  const body = parseJsonObject(text);
  const xml = body === undefined ? xmlError(text) : undefined;
  const name =
    headers['x-amzn-errortype'] ?? readText(body, '__type') ?? anthropicError(body)?.type ?? xml?.name ?? '';
  const message = body === undefined ? (xml?.message ?? plainText(text)) : messageOf(body);
  return {
    status,
    name: nameOf(name),
    message: innerMessage(message),
    requestId: headers['x-amzn-requestid'],
    retryAfterMs: retryAfter(headers['retry-after']),
    date: headers['date'],
  };
}

/** An exception or error frame in a stream. */
export function decodeFaultFrame(frame: AwsFrame, text: string): BedrockFault {
  const body = parseJsonObject(text);
  const name = nameOf(
    headerText(frame.headers, ':exception-type') ?? headerText(frame.headers, ':error-code') ?? '',
  );
  const original = body?.['originalStatusCode'];
  const said = readText(body, 'originalMessage') ?? (body === undefined ? text : messageOf(body));
  return {
    status: EXCEPTION_STATUS[name.toLowerCase()] ?? 500,
    name,
    message: innerMessage(said || (headerText(frame.headers, ':error-message') ?? '')),
    originalStatus: typeof original === 'number' ? original : undefined,
  };
}

/** Anthropic's error event inside an ordinary chunk; undefined when the text is none. */
export function decodeInBandFault(text: string): BedrockFault | undefined {
  if (!text.includes('"error"')) return undefined;
  const error = anthropicError(parseJsonObject(text));
  if (error === undefined) return undefined;
  return {
    status: IN_BAND_STATUS[error.type] ?? 500,
    name: error.type,
    message: innerMessage(error.message),
  };
}

function anthropicError(body: JsonObject | undefined): { type: string; message: string } | undefined {
  const error = body?.['type'] === 'error' ? body['error'] : undefined;
  if (!isJsonObject(error)) return undefined;
  return { type: readText(error, 'type') ?? '', message: readText(error, 'message') ?? '' };
}

/** `ValidationException:http://internal…`, `com.amazon.coral.service#UnknownOperationException` -> the bare name. */
function nameOf(raw: string): string {
  const beforeColon = raw.split(':')[0] ?? '';
  return beforeColon.slice(beforeColon.lastIndexOf('#') + 1).trim();
}

function messageOf(body: JsonObject): string {
  return (
    readText(body, 'message') ??
    readText(body, 'Message') ??
    anthropicError(body)?.message ??
    readText(body, 'error') ??
    ''
  );
}

const MODEL_ERRORS = 'The model returned the following errors: ';

/** Digs Anthropic's message out of AWS's text around it. */
function innerMessage(message: string): string {
  const at = message.indexOf(MODEL_ERRORS);
  const inner = (at === -1 ? message : message.slice(at + MODEL_ERRORS.length)).trim();
  const json = inner.startsWith('{') ? parseJsonObject(inner) : undefined;
  return (json === undefined ? inner : messageOf(json) || inner).slice(0, MAX_MESSAGE_CHARS);
}

/** STS answers in XML. */
function xmlError(text: string): { name: string; message: string } | undefined {
  const name = /<Code>([^<]{1,200})<\/Code>/.exec(text)?.[1];
  if (name === undefined) return undefined;
  return { name, message: /<Message>([^<]{0,2000})<\/Message>/.exec(text)?.[1] ?? '' };
}

function plainText(text: string): string {
  return text.trimStart().startsWith('<') ? '' : text.trim();
}

function retryAfter(header: string | undefined): number | undefined {
  const seconds = header === undefined ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function readText(object: JsonObject | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === 'string' ? value : undefined;
}
