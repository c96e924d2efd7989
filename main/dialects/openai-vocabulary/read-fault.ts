import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** What an upstream's error body tells. */
export interface Fault {
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
  readonly status?: number;
}

/** `{error: {…}}`, `{error: "…"}`, `{detail}`, `{message}`, a list of one of them (Google), or plain text. */
export function readFault(body: unknown): Fault {
  if (typeof body === 'string') {
    const parsed = parse(body);
    return isJsonObject(parsed) || Array.isArray(parsed) ? readFault(parsed) : { message: body };
  }
  if (Array.isArray(body)) return readFault(body.find(isJsonObject));
  if (!isJsonObject(body)) return { message: '' };
  const { error } = body;
  if (typeof error === 'string') return { ...membersOf(body), message: error };
  return membersOf(isJsonObject(error) ? error : body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function membersOf(error: JsonObject): Fault {
  const { code } = error;
  const message = error['message'] ?? error['detail'] ?? error['msg'];
  return {
    message: typeof message === 'string' ? message : message == null ? '' : JSON.stringify(message),
    type: stringOf(error['type']) ?? stringOf(error['status']),
    code: stringOf(code),
    param: stringOf(error['param']),
    status: typeof code === 'number' && code >= 400 && code < 600 ? code : undefined,
  };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
