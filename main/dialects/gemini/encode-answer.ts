import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { RawJson } from '../../core/raw-json.ts';
import { AnswerProofs } from './answer-proofs.ts';
import { encodeCall } from './encode-call.ts';
import { encodeFinish } from './encode-finish.ts';
import { isGeminiBackend } from './gemini-backend.ts';
import { identityOf } from './response-frame.ts';
import { showsThoughts } from './shows-thoughts.ts';

/** The `GenerateContentResponse` of a whole answer. Write it with `stringifyJson`. */
export function encodeGeminiAnswer(
  answer: ChatAnswer,
  request: ChatRequest,
  context: AnswerContext,
): JsonObject {
  const { dialect, startSource, finishSource } = answer;
  const identity = identityOf({ dialect, source: startSource }, request, context);
  const parts = encodeParts(answer, request);
  const ending = { ...answer, source: finishSource };
  return encodeFinish(ending, parts.length === 0 ? [{ text: '' }] : parts, { upstream: dialect, identity });
}

interface Assembly {
  readonly answer: ChatAnswer;
  readonly request: ChatRequest;
  readonly proofs: AnswerProofs;
  readonly parts: unknown[];
}

function encodeParts(answer: ChatAnswer, request: ChatRequest): unknown[] {
  const assembly: Assembly = { answer, request, proofs: new AnswerProofs(request.dialect), parts: [] };
  for (const block of answer.blocks) addBlock(assembly, block);
  addProof(assembly, assembly.proofs.take());
  return assembly.parts;
}

function addBlock(assembly: Assembly, block: AnswerBlock): void {
  const { start } = block;
  const { proofs, parts } = assembly;
  switch (start.type) {
    case 'text':
      if (block.text !== '') parts.push({ text: block.text, ...signed(proofs.take()) });
      return;
    case 'thinking':
      addThinking(assembly, block);
      return;
    case 'redacted-thinking':
      addProof(
        assembly,
        proofs.add({ dialect: assembly.answer.dialect, kind: 'redacted', value: start.data, text: '' }),
      );
      return;
    case 'tool-use': {
      const { id, name } = start;
      const source = isOwn(assembly) ? block.source : undefined;
      const part = encodeCall({ id, name, arguments: block.arguments, source, proof: proofs.take() });
      if (part !== undefined) parts.push(new RawJson(part));
      return;
    }
    case 'opaque': {
      const part = isOwn(assembly) ? parseJsonObject(block.source ?? '') : undefined;
      if (part !== undefined) parts.push(part);
    }
  }
}

function addThinking(assembly: Assembly, { thinking, signature, source }: AnswerBlock): void {
  const { answer, request, proofs, parts } = assembly;
  const { dialect } = answer;
  if (thinking !== '' && showsThoughts(request, dialect)) parts.push({ text: thinking, thought: true });
  const apart = source !== undefined && dialect === request.dialect ? parseJsonObject(source) : undefined;
  if (apart !== undefined) parts.push(apart);
  else if (signature !== '') {
    addProof(assembly, proofs.add({ dialect, kind: 'thinking', value: signature, text: thinking }));
  }
}

function addProof({ parts }: Assembly, proof: string | undefined): void {
  if (proof !== undefined) parts.push({ text: '', thoughtSignature: proof });
}

function signed(proof: string | undefined): JsonObject {
  return proof === undefined ? {} : { thoughtSignature: proof };
}

function isOwn({ answer }: Assembly): boolean {
  return isGeminiBackend(answer.dialect);
}
