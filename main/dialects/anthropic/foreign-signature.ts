import type { DialectName } from '../../core/dialect-name.ts';
import { isJsonObject, parseJsonObject } from '../../core/json.ts';

/** Every envelope begins with these letters: base64 of `r1.{`. Anthropic's own signatures never do. */
const MARK = 'cjEue';
const PREFIX = 'r1.';

/** A proof made by another vendor, or the lack of one. */
export interface ForeignSignature {
  readonly dialect: DialectName;
  readonly value: string;
}

/**
 * Anthropic clients return a thinking block's signature unread, so another vendor's proof travels in it. It is padded
 * base64 because some clients decode signatures as bytes.
 */
export function sealSignature(signature: ForeignSignature): string {
  return Buffer.from(PREFIX + JSON.stringify(signature), 'utf8').toString('base64');
}

/** True for what `sealSignature` made: Claude must never be shown it. */
export function isForeignSignature(signature: string): boolean {
  return signature.startsWith(MARK);
}

/** The proof inside; undefined for a genuine signature. The dialect's name is as it was sealed. */
export function openSignature(signature: string): { dialect: string; value: string } | undefined {
  if (!isForeignSignature(signature)) return undefined;
  const text = Buffer.from(signature, 'base64').toString('utf8');
  const sealed = parseJsonObject(text.slice(PREFIX.length));
  if (!isJsonObject(sealed)) return undefined;
  const { dialect, value } = sealed;
  return typeof dialect === 'string' && typeof value === 'string' ? { dialect, value } : undefined;
}
