import { createSseDecoder } from '../../../main/framing/sse.ts';

/** The data of each record in the bytes, which arrive cut at the given places (taken modulo the length). */
export function sseRecords(bytes: Uint8Array, cuts: readonly number[]): string[] {
  const decoder = createSseDecoder();
  const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
  const chunks = [0, ...places].map((place, i) => bytes.subarray(place, places[i] ?? bytes.length));
  return [...chunks.flatMap((bytes) => decoder.push(bytes)), ...decoder.end()].map((record) => record.data);
}
