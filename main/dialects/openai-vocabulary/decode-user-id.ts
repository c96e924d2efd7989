import type { Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { readOptionalString } from '../../core/read-field.ts';

/** Anthropic's limit on `metadata.user_id`, in characters. */
const LONGEST_USER_ID = 256;

/** `safety_identifier`, else its predecessor `user`; never an e-mail address, which vendors forbid. */
export function decodeUserId(source: JsonObject, warnings: Warning[]): string | undefined {
  const param = source['safety_identifier'] == null ? 'user' : 'safety_identifier';
  const id = readOptionalString(source, param);
  if (id === undefined || id === '') return undefined;
  if (id.length <= LONGEST_USER_ID && !looksLikeEmail(id)) return id;
  warnings.push({
    code: 'dropped',
    param,
    detail: `longer than ${LONGEST_USER_ID} characters, or an e-mail`,
  });
  return undefined;
}

function looksLikeEmail(id: string): boolean {
  const at = id.indexOf('@');
  return at > 0 && id.indexOf('.', at) > at + 1;
}
