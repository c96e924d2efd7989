import { hashText } from './hash-text.ts';

/** Anthropic: `^[A-Za-z0-9_-]+$`; Bedrock holds ids to 64 characters. */
const VALID = /^[A-Za-z0-9_-]{1,64}$/;

/** A tool-use id Anthropic accepts: the same one where it can be, else one that depends on it alone. */
export function toToolId(id: string): string {
  return VALID.test(id) ? id : `toolu_${hashText(id)}`;
}
