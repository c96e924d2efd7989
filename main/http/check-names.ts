import { invalidRequest } from '../core/app-error.ts';
import type { ChatRequest } from '../core/chat-request.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Names travel into URLs, headers and logs: a line break in one is an attack, never a name.
 * @throws AppError invalid_request
 */
export function checkNames(request: ChatRequest): void {
  if (CONTROL.test(request.model)) {
    throw invalidRequest('model', 'model must not contain control characters.');
  }
  request.tools.forEach((tool, index) => {
    if (!CONTROL.test(tool.name)) return;
    const path = `tools[${index}].name`;
    throw invalidRequest(path, `${path} must not contain control characters.`);
  });
}
