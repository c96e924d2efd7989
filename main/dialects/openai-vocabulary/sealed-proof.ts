import type { DialectName } from '../../core/dialect-name.ts';
import { parseJsonObject } from '../../core/json.ts';

/** Every envelope begins with these letters: base64 of `r1.{`. A vendor's own value never does. */
const MARK = 'cjEue';
const PREFIX = 'r1.';

/** A vendor's proof that thinking is its own, on its way through a client of another format. */
export interface SealedProof {
  /** The dialect of the upstream that made it. */
  readonly dialect: string;
  readonly kind: 'thinking' | 'redacted';
  /** The signature, or the data of a redacted block. */
  readonly value: string;
  /** The thinking that was signed, letter by letter, for clients that rearrange or leave it out: the proof holds for this only. */
  readonly text?: string;
}

/**
 * Clients return a format's own proof unread, so another vendor's travels in its place. It is padded base64, since that
 * is what the genuine values look like, and some clients decode them as bytes.
 */
export function sealProof(proof: SealedProof): string {
  return Buffer.from(PREFIX + JSON.stringify(proof), 'utf8').toString('base64');
}

/** True for an envelope, whichever dialect's: no vendor must ever be shown it. */
export function isSealed(value: string): boolean {
  return value.startsWith(MARK);
}

/** The proof inside; undefined for a genuine value, and for an envelope that was damaged on its way. */
export function openProof(value: string): SealedProof | undefined {
  if (!isSealed(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const sealed = parseJsonObject(text.slice(PREFIX.length));
  if (sealed === undefined) return undefined;
  const { dialect, kind, value: inner, text: thinking } = sealed;
  if (typeof dialect !== 'string' || typeof inner !== 'string') return undefined;
  return {
    dialect,
    kind: kind === 'redacted' ? kind : 'thinking',
    value: inner,
    text: typeof thinking === 'string' ? thinking : undefined,
  };
}

/** A signature as requests carry it through the hub: Claude's as it is, any other vendor's sealed. */
export function hubSignature(dialect: DialectName, signature: string): string {
  if (dialect === 'anthropic' || signature === '' || isSealed(signature)) return signature;
  return sealProof({ dialect, kind: 'thinking', value: signature });
}
