import type { ChatRequest, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalObject } from '../../core/read-field.ts';
import { camelBody } from './camel-keys.ts';
import { decodeContents, decodeSystem } from './decode-contents.ts';
import { decodeEnumHint, decodeGenerationConfig } from './decode-generation-config.ts';
import { decodeToolChoice, decodeTools } from './decode-tools.ts';
import { GEMINI_BACKENDS, type GeminiBackend } from './gemini-backend.ts';
import { decodeModelName } from './model-name.ts';
import { dropMembers, refuseMembers } from './refuse-members.ts';

/** What a call says outside its body. */
export interface GeminiCall {
  /** As the path or the envelope names it; `models/` in front of it does not matter. */
  readonly model: string | undefined;
  readonly stream: boolean;
  /** Whose format the client takes this to be: unsealed proofs in its history are that backend's. `gemini` unless told. */
  readonly backend?: GeminiBackend;
}

/** The body of `generateContent` and its kin. @throws AppError naming the field. */
export function decodeGeminiRequest(body: unknown, call: GeminiCall): ChatRequest {
  const { stream, backend = 'gemini' } = call;
  const model = decodeModelName(call.model);
  const source = camelBody(asObject(body, 'body'));
  const config = readOptionalObject(source, 'generationConfig') ?? {};
  refuseMembers(source, config);
  const warnings: Warning[] = dropMembers(source, config);
  const tools = decodeTools(source);
  const hint = decodeEnumHint(config);
  if (hint !== undefined) warnings.push(ENUM_IN_WORDS);
  return {
    dialect: backend,
    model,
    stream,
    system: [
      ...decodeSystem(source['systemInstruction'], backend),
      // Its source is where an upstream of this format reads the same.
      ...(hint === undefined ? [] : [{ type: 'text', text: hint, source: config } as const]),
    ],
    messages: decodeContents(source['contents'], backend),
    tools,
    toolChoice: decodeToolChoice(source, tools),
    ...decodeGenerationConfig(config),
    betas: [],
    warnings,
    extensions: { [backend]: extensionsOf(source) },
    source,
  };
}

const ENUM_IN_WORDS: Warning = {
  code: 'approximated',
  param: 'generationConfig.responseMimeType',
  detail: 'the choice of words is asked for, not enforced',
  unless: GEMINI_BACKENDS,
};

/** The members of the body that have a place of their own in the hub. */
const HUB_FIELDS: ReadonlySet<string> = new Set([
  'model',
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'generationConfig',
]);

function extensionsOf(source: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([key]) => !HUB_FIELDS.has(key)));
}
