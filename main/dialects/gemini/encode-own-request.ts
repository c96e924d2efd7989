import type { ContentBlock, TextBlock } from '../../core/chat-block.ts';
import type { Message } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';
import { cleanSchema } from './clean-schema.ts';
import { encodeContents } from './encode-contents.ts';
import type { EncodeContext } from './encode-context.ts';
import type { GeminiBackend } from './gemini-backend.ts';
import { ownProofFor, SENTINEL } from './proofs.ts';

/**
 * A request that came in this format: the client's body with the proofs this backend did not make taken out, members it
 * does not know left out, and contents that were altered on the way encoded anew.
 */
export function encodeOwnRequest(context: EncodeContext, source: JsonObject): JsonObject {
  const { request, backend } = context;
  const isIntact = request.system.every((block) => block.source !== undefined);
  const { model: _model, ...members } = source;
  const kept = Object.entries(members).filter(([key, value]) => isTaken(backend, key) && value !== undefined);
  return present({
    ...Object.fromEntries(kept),
    systemInstruction: isIntact ? source['systemInstruction'] : instructionOf(request.system),
    contents: encodeMessages(context),
    tools: Array.isArray(source['tools']) ? encodeOwnTools(context, source['tools']) : undefined,
    toolConfig: encodeToolConfig(source['toolConfig']),
  });
}

/** Members of the body that only some backends know; the others answer 400. */
const ONLY_AT: ReadonlyMap<string, readonly GeminiBackend[]> = new Map<string, readonly GeminiBackend[]>([
  ['labels', ['vertex', 'antigravity']],
  ['modelArmorConfig', ['vertex']],
  ['store', ['gemini']],
  ['serviceTier', ['gemini']],
]);

function isTaken(backend: GeminiBackend, key: string): boolean {
  return ONLY_AT.get(key)?.includes(backend) ?? true;
}

function instructionOf(system: readonly TextBlock[]): JsonObject {
  return { parts: system.map((block) => ({ text: block.text })) };
}

/** Clients that stream keep a content for each record, so a step may be spread over several. */
interface Step {
  hasCall: boolean;
}

function encodeMessages(context: EncodeContext): JsonObject[] {
  let step: Step = { hasCall: false };
  return context.request.messages.flatMap((message) => {
    if (message.role !== 'assistant') step = { hasCall: false };
    return encodeMessage(context, message, step);
  });
}

function encodeMessage(context: EncodeContext, message: Message, step: Step): JsonObject[] {
  const { source } = message;
  if (!isJsonObject(source)) return rebuildMessage(context, message, step);
  const { parts } = source;
  if (!Array.isArray(parts) || message.role !== 'assistant') return [source];
  const cleaned = cleanParts(context, parts, step);
  return [cleaned.every((part, i) => part === parts[i]) ? source : { ...source, parts: cleaned }];
}

/** A part gives up to three blocks, all with the same source, and stands once. */
function rebuildMessage(context: EncodeContext, message: Message, step: Step): JsonObject[] {
  const role = message.role === 'assistant' ? 'model' : 'user';
  const seen = new Set<unknown>();
  const parts = message.content.flatMap((block) => {
    if (block.source === undefined) return rebuildBlock(context, message, block);
    if (seen.has(block.source)) return [];
    seen.add(block.source);
    return [block.source];
  });
  return parts.length === 0 ? [] : [{ role, parts: cleanParts(context, parts, step) }];
}

function rebuildBlock(context: EncodeContext, message: Message, block: ContentBlock): unknown[] {
  const names = callNames(context);
  const role = message.role === 'assistant' ? 'assistant' : 'user';
  return encodeContents(context, [{ role, blocks: [block] }], names).flatMap(({ parts }) =>
    Array.isArray(parts) ? parts : [],
  );
}

function callNames({ request }: EncodeContext): Map<string, string> {
  const calls = request.messages.flatMap(({ content }) => content.filter(isCall));
  return new Map(calls.map(({ id, name }) => [id, name]));
}

function isCall(block: ContentBlock): block is Extract<ContentBlock, { type: 'tool-use' }> {
  return block.type === 'tool-use';
}

/** Each part with the proof this backend takes, if any; the first call of a step with the sentinel where it must have one. */
function cleanParts(context: EncodeContext, parts: readonly unknown[], step: Step): readonly unknown[] {
  return parts.map((part) => {
    if (!isJsonObject(part)) return part;
    const isCall = part['functionCall'] != null;
    const needs = isCall && !step.hasCall && context.rules.needsProof;
    step.hasCall ||= isCall;
    return withProof(part, proofOf(context, part) ?? (needs ? SENTINEL : undefined));
  });
}

function proofOf({ backend, options, request }: EncodeContext, part: JsonObject): string | undefined {
  const { thoughtSignature: signature } = part;
  if (typeof signature !== 'string' || options.withoutProofs === true) return undefined;
  return ownProofFor(backend, signature, request.dialect);
}

function withProof(part: JsonObject, proof: string | undefined): JsonObject {
  if (part['thoughtSignature'] === proof) return part;
  const { thoughtSignature: _signature, ...rest } = part;
  return proof === undefined ? rest : { ...rest, thoughtSignature: proof };
}

function encodeOwnTools({ options }: EncodeContext, tools: readonly unknown[]): readonly unknown[] {
  if (options.schemas !== 'subset') return tools;
  return tools.map((tool) => {
    if (!isJsonObject(tool) || !Array.isArray(tool['functionDeclarations'])) return tool;
    return { ...tool, functionDeclarations: tool['functionDeclarations'].map(toSubset) };
  });
}

function toSubset(declaration: unknown): unknown {
  if (!isJsonObject(declaration) || !isJsonObject(declaration['parametersJsonSchema'])) return declaration;
  const { parametersJsonSchema, ...rest } = declaration;
  return isJsonObject(parametersJsonSchema)
    ? { ...rest, parameters: cleanSchema(parametersJsonSchema) }
    : rest;
}

/** Arguments in pieces are a form of answer that is not asked for: each call comes whole. */
function encodeToolConfig(config: unknown): unknown {
  if (!isJsonObject(config) || !isJsonObject(config['functionCallingConfig'])) return config;
  const { streamFunctionCallArguments: _pieces, ...calling } = config['functionCallingConfig'];
  return { ...config, functionCallingConfig: calling };
}
