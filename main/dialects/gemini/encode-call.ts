import { parseJsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { toolInput } from '../openai-vocabulary/tool-input.ts';
import { isTruncatedJson } from '../openai-vocabulary/truncated-json.ts';

/** A call of an answer. */
export interface AnswerCall {
  readonly id: string;
  readonly name: string;
  /** As JSON text; empty when there are none. */
  readonly arguments: string;
  /** Members of the part that only an upstream of this format has, as JSON text. */
  readonly source?: string;
  readonly proof?: string;
}

/**
 * The part of a call as JSON text on one line. Undefined for one whose arguments were cut off: it must not look like one
 * that can be run.
 */
export function encodeCall(call: AnswerCall): string | undefined {
  if (isTruncatedJson(call.arguments)) return undefined;
  const head = `{"functionCall":{"id":${JSON.stringify(call.id)},"name":${JSON.stringify(call.name)}`;
  const proof = call.proof === undefined ? '' : `,"thoughtSignature":${JSON.stringify(call.proof)}`;
  const others = call.source === undefined || call.source === '{}' ? '' : `,${call.source.slice(1, -1)}`;
  return `${head},"args":${argumentsText(call.arguments)}}${proof}${others}}`;
}

/** An object's text with every digit as it was written. A line break would end an SSE line, and stands outside strings only. */
function argumentsText(json: string): string {
  const isPlain = !/[\r\n]/.test(json) && parseJsonObject(json) !== undefined;
  return isPlain ? json : stringifyJson(toolInput(json)).replace(/[\r\n]+/g, ' ');
}
