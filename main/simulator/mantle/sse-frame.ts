import type { JsonObject } from '../json.ts';
import type { Frame } from '../wire/bedrock-frames.ts';

/** One record of the stream. What Bedrock's own runtime adds to the events is not in it. */
export function sseFrame(event: JsonObject): Frame {
  const type = String(event['type']);
  const kept = Object.entries(event).filter(([name]) => !name.startsWith('amazon-bedrock-'));
  const json = JSON.stringify(Object.fromEntries(kept));
  return { bytes: Buffer.from(`event: ${type}\ndata: ${json}\n\n`), event: type };
}
