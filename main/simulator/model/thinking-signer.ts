import { createHmac } from 'node:crypto';

/** What became of a replayed signature. */
export type SignatureVerdict = 'intact' | 'modified' | 'foreign';

/** Signs thinking blocks, and tells its own signatures from others. Regions share one: so do the real ones. */
export interface ThinkingSigner {
  sign(modelId: string, thinking: string): string;
  verify(modelId: string, thinking: string, signature: string): SignatureVerdict;
  /** Opaque data of a redacted block. */
  redact(modelId: string, thinking: string): string;
  isRedacted(modelId: string, data: string): boolean;
}

/** Marks the bytes as ours, as the real ones begin with a fixed field tag. */
const TAG = Buffer.from([0x12, 0x4c]);
const MAC = 32;

/** A signature is tag, proof of issue (nonce and its MAC), then the MAC over the text: base64 of all. */
export function createThinkingSigner(secret: string): ThinkingSigner {
  const mac = (...parts: readonly string[]) =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest();
  const issue = (modelId: string, text: string) => {
    const nonce = mac('nonce', modelId, text);
    return Buffer.concat([
      TAG,
      nonce,
      mac('issued', modelId, nonce.toString('hex')),
      mac('text', modelId, text),
    ]);
  };
  const isIssued = (modelId: string, bytes: Buffer) => {
    const nonce = bytes.subarray(TAG.length, TAG.length + MAC);
    const proof = bytes.subarray(TAG.length + MAC, TAG.length + 2 * MAC);
    return (
      bytes.length === TAG.length + 3 * MAC && proof.equals(mac('issued', modelId, nonce.toString('hex')))
    );
  };
  return {
    sign: (modelId, thinking) => issue(modelId, thinking).toString('base64'),
    verify(modelId, thinking, signature) {
      const bytes = Buffer.from(signature, 'base64');
      if (!isIssued(modelId, bytes)) return 'foreign';
      return bytes.subarray(-MAC).equals(mac('text', modelId, thinking)) ? 'intact' : 'modified';
    },
    redact: (modelId, thinking) => issue(`redacted ${modelId}`, thinking).toString('base64'),
    isRedacted: (modelId, data) => isIssued(`redacted ${modelId}`, Buffer.from(data, 'base64')),
  };
}
