import { stringifyJson } from '../../core/raw-json.ts';

/** One record of a stream, from its name and the JSON text of its data. The SDKs ignore records without a name. */
export function sseText(name: string, json: string): string {
  // A line break would end the data early. JSON has one only between tokens, so that compacting it changes nothing.
  if (json.includes('\n') || json.includes('\r')) return sseText(name, JSON.stringify(JSON.parse(json)));
  return `event: ${name}\ndata: ${json}\n\n`;
}

/** The same from a value. */
export function sse(name: string, value: unknown): string {
  return `event: ${name}\ndata: ${stringifyJson(value)}\n\n`;
}
