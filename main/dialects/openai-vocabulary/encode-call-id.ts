import { hashName } from './hash-name.ts';

/** Longest `tool_call_id` that OpenAI takes, in characters. */
const LONGEST_ID = 64;

/** A call's id, shortened in the same way wherever it stands. */
export function encodeCallId(id: string): string {
  return id.length <= LONGEST_ID ? id : `${id.slice(0, 48)}_${hashName(id)}${hashName(`${id}.`)}`;
}
