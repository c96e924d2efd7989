import { parse as parseLossless } from 'lossless-json';
import type { z } from 'zod';
import { type Config, configSchema } from '../../contract/config.ts';
import { joinPath } from './join-path.ts';

/** A configuration, or every fault in it, each with its path: `providers[0].region: must look like …`. */
export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads the text of a configuration file. Never throws. */
export function parseConfig(text: string): ParsedConfig {
  const json = text.replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, faults: [`not valid JSON: ${explain(json)}`] };
  }
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return { ok: true, config: parsed.data };
  return { ok: false, faults: parsed.error.issues.flatMap(describe) };
}

/** What is wrong and where. The engine's own message would quote the text around the fault, and a key may stand there. */
function explain(json: string): string {
  try {
    parseLossless(json);
  } catch (error) {
    if (error instanceof Error) return error.message.replace(/\s+/g, ' ');
  }
  return 'it cannot be read';
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${pathOf([...issue.path, key])}: is not a setting kRouter knows`);
  }
  return [`${pathOf(issue.path)}: ${issue.message}`];
}

function pathOf(path: readonly PropertyKey[]): string {
  return joinPath(path) || '(the file)';
}
