import { openProof, sealProof } from '../openai-vocabulary/sealed-proof.ts';

/**
 * The data of redacted thinking as `redactedContent`, which is bytes in base64: clients decode it and encode it anew, so
 * that only standard base64 comes back letter by letter. Data of any other shape travels sealed.
 */
export function encodeRedacted(data: string): string {
  return isStandardBase64(data) ? data : sealProof({ dialect: OWN, kind: 'redacted', value: data });
}

/** The data as the upstream wrote it. */
export function decodeRedacted(content: string): string {
  const sealed = openProof(content);
  return sealed?.dialect === OWN ? sealed.value : content;
}

/** The mark of Claude's own data that is no base64. */
const OWN = 'anthropic';

function isStandardBase64(data: string): boolean {
  return Buffer.from(data, 'base64').toString('base64') === data;
}
