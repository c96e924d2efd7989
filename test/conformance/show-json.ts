/** As wide as the sources of this repository. */
const WIDTH = 110;

/** JSON for people: what fits on a line stands on one. */
export function showJson(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value) ?? 'null';
  if (flat.length + indent.length <= WIDTH || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const lines = Array.isArray(value)
    ? value.map((item) => inner + showJson(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${inner}${JSON.stringify(key)}: ${showJson(item, inner)}`);
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
