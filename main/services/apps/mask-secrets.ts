import { isJsonObject } from '../../core/json.ts';

/** The key with all but its last four characters hidden. */
function maskKey(key: string): string {
  return key.length > 8 ? `••••••••${key.slice(-4)}` : '••••••••';
}

/** A settings file as it may be shown: kRouter's key, and whatever else is named like a secret, hidden. */
export function maskText(text: string, key: string): string {
  return text
    .replaceAll(key, maskKey(key))
    .replace(SECRET_LINE, (_line, head: string, value: string) => head + maskOnce(value));
}

/** A setting as it may be shown. `name` is the last step of its path. */
export function maskValue(value: unknown, name: string, key: string): unknown {
  if (typeof value === 'string') {
    const shown = value.replaceAll(key, maskKey(key));
    return SECRET_NAME.test(name) ? maskOnce(shown) : shown;
  }
  if (Array.isArray(value)) return value.map((item) => maskValue(item, name, key));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [member, maskValue(inner, member, key)]),
  );
}

/** A reference to a secret store, or to the environment, is no secret. */
function maskOnce(value: string): string {
  return value.startsWith('•') || /^[${]/.test(value) ? value : maskKey(value);
}

const SECRET_NAME = /api[-_]?key$|token$|secret|password/i;

/** `"apiKey": "…"`, `openai-api-key: …`, `token = "…"`: the name and what is between, then the value. */
const SECRET_LINE = /((?:api[-_]?key|token|secret|password)["']?[ \t]*[:=][ \t]*["']?)([^\s"',}\]]{5,})/gi;
