import { invalidRequest } from '../../core/app-error.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const CONTROL = /[\u0000-\u001f\u007f]/;

/** A name that goes into a URL, a header or a log line: not empty and without control characters. */
export function checkPrintable(name: string, path: string): string {
  if (name.trim() === '') throw invalidRequest(path, `${path} must not be empty.`);
  if (CONTROL.test(name)) throw invalidRequest(path, `${path} must not contain control characters.`);
  return name;
}
