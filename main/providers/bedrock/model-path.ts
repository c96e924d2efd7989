import { invalidRequest } from '../../core/app-error.ts';

/** Bedrock's own limit for a model id or ARN. */
const MAX_ID_CHARS = 2048;

/** The runtime operations, by the last segment of their path. */
export type RuntimeOperation =
  | 'invoke-with-response-stream'
  | 'converse'
  | 'converse-stream'
  | 'count-tokens';

/** `/model/{id}/{operation}` with the id as one segment, encoded exactly once. */
export function modelPath(modelId: string, operation: RuntimeOperation): string {
  return `/model/${encodeSegment(modelId)}/${operation}`;
}

/** RFC 3986: everything but the unreserved set, in upper-case hex. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * A model id as the user meant it: trimmed, and decoded once when it came percent-encoded already.
 * @throws AppError when it cannot be a path segment.
 */
export function plainModelId(id: string): string {
  const plain = decodeOnce(id.trim());
  if (plain === '' || plain === '.' || plain === '..' || plain.length > MAX_ID_CHARS || hasControl(plain)) {
    throw invalidRequest('model', 'The model id is empty, too long, or holds characters no model id has.');
  }
  return plain;
}

function decodeOnce(id: string): string {
  if (!/%[0-9A-Fa-f]{2}/.test(id)) return id;
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f || (code >= 0xd800 && code <= 0xdfff)) return true;
  }
  return false;
}
