import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { Headers } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { readOptionalObject, readOptionalString } from '../../core/read-field.ts';
import { present } from '../openai-vocabulary/present.ts';

/**
 * What a call of Bedrock's runtime says beside the model's own request: headers of InvokeModel, members of Converse. The
 * hub carries it for the way to Bedrock; nobody else has such things.
 */
export interface RuntimeOptions {
  readonly guardrail?: Guardrail;
  /** `standard` or `optimized`. */
  readonly latency?: string;
  /** The client's labels for its invocation log. */
  readonly metadata?: JsonObject;
}

export interface Guardrail {
  readonly identifier: string;
  readonly version: string;
  /** `enabled`, `disabled` or `enabled_full`. */
  readonly trace?: string;
  readonly streamProcessingMode?: string;
}

/** `guardrailConfig`, `performanceConfig` and `requestMetadata` of a Converse body. @throws AppError naming the field */
export function optionsOfBody(body: JsonObject): RuntimeOptions {
  const config = readOptionalObject(body, 'guardrailConfig');
  const performance = readOptionalObject(body, 'performanceConfig');
  return clean({
    guardrail: config === undefined ? undefined : readGuardrail(config),
    latency: performance && readOptionalString(performance, 'latency', 'performanceConfig'),
    metadata: readOptionalObject(body, 'requestMetadata'),
  });
}

/** The same from the headers of InvokeModel. @throws AppError when the metadata is no JSON object */
export function optionsOfHeaders(headers: Headers): RuntimeOptions {
  const metadata = headers[METADATA];
  const identifier = headers[GUARDRAIL_ID];
  return clean({
    guardrail:
      identifier === undefined
        ? undefined
        : {
            identifier,
            version: headers[GUARDRAIL_VERSION] ?? '',
            trace: headers[TRACE]?.toLowerCase(),
          },
    latency: headers[LATENCY],
    metadata: metadata === undefined ? undefined : readMetadata(metadata),
  });
}

/** What a request carries of it, whatever its client spoke. */
export function runtimeOptions({ extensions }: ChatRequest): RuntimeOptions {
  const held = extensions['bedrock-converse'];
  return isRuntimeOptions(held) ? held : {};
}

/** As InvokeModel takes it. */
export function encodeOptionHeaders({
  guardrail,
  latency,
  metadata,
}: RuntimeOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  if (guardrail !== undefined) {
    headers[GUARDRAIL_ID] = guardrail.identifier;
    headers[GUARDRAIL_VERSION] = guardrail.version;
    if (guardrail.trace !== undefined) headers[TRACE] = guardrail.trace.toUpperCase();
  }
  if (latency !== undefined) headers[LATENCY] = latency;
  if (metadata !== undefined) headers[METADATA] = toAscii(JSON.stringify(metadata));
  return headers;
}

/** As Converse takes it. */
export function encodeOptionMembers({ guardrail, latency, metadata }: RuntimeOptions): JsonObject {
  return present({
    guardrailConfig:
      guardrail &&
      present({
        guardrailIdentifier: guardrail.identifier,
        guardrailVersion: guardrail.version,
        trace: guardrail.trace,
        streamProcessingMode: guardrail.streamProcessingMode,
      }),
    performanceConfig: latency === undefined ? undefined : { latency },
    requestMetadata: metadata,
  });
}

const GUARDRAIL_ID = 'x-amzn-bedrock-guardrailidentifier';
const GUARDRAIL_VERSION = 'x-amzn-bedrock-guardrailversion';
const TRACE = 'x-amzn-bedrock-trace';
const LATENCY = 'x-amzn-bedrock-performanceconfig-latency';
const METADATA = 'x-amzn-bedrock-request-metadata';

function readGuardrail(config: JsonObject): Guardrail | undefined {
  const identifier = readOptionalString(config, 'guardrailIdentifier', 'guardrailConfig');
  if (identifier === undefined) return undefined;
  return {
    identifier,
    version: readOptionalString(config, 'guardrailVersion', 'guardrailConfig') ?? '',
    trace: readOptionalString(config, 'trace', 'guardrailConfig'),
    streamProcessingMode: readOptionalString(config, 'streamProcessingMode', 'guardrailConfig'),
  };
}

function readMetadata(text: string): JsonObject {
  const metadata = parseJsonObject(text);
  if (metadata !== undefined) return metadata;
  throw invalidRequest(METADATA, `The header ${METADATA} must hold a JSON object.`);
}

type Found = { readonly [K in 'guardrail' | 'latency' | 'metadata']: RuntimeOptions[K] | undefined };

function clean({ guardrail, latency, metadata }: Found): RuntimeOptions {
  return {
    ...(guardrail === undefined ? {} : { guardrail }),
    ...(latency === undefined ? {} : { latency }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** Only this folder writes the extension, so that its shape needs no second reading. */
function isRuntimeOptions(value: unknown): value is RuntimeOptions {
  return isJsonObject(value);
}

/** A header holds no letters beyond ASCII; JSON can say them in ASCII. */
function toAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
