/** Members whose value is never shown, whatever it is. */
const SECRET_NAME = /authorization|api[-_]?key|secret|password|token$|cookie|credential/i;

/** Shapes of secrets that may stand inside other text. */
const SECRET_SHAPES = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g,
  /\bABSK[A-Za-z0-9+/=]{16,}/g,
  /\bbedrock-api-key-[A-Za-z0-9+/=_-]+/g,
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  /\bBearer\s+[^\s"',]+/gi,
  /\bSignature=[0-9a-f]{16,}/g,
  /\bX-Amz-(?:Signature|Security-Token|Credential)=[^&\s"]+/gi,
];

const HIDDEN = '[redacted]';
const MAX_DEPTH = 6;

/** A copy of a log field with every secret in it replaced: by member name, and by shape inside any text. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      SECRET_NAME.test(name) ? HIDDEN : redact(member, depth + 1),
    ]),
  );
}

/** Text with everything that looks like a secret replaced. */
export function redactText(text: string): string {
  return SECRET_SHAPES.reduce((shown, shape) => shown.replace(shape, HIDDEN), text);
}

function redactError(error: Error, depth: number): unknown {
  return {
    name: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  };
}
