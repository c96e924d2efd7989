/** Section -> key -> value, all as written but for white space; keys in lower case. */
export type Ini = ReadonlyMap<string, ReadonlyMap<string, string>>;

const SECTION = /^\s*\[([^\]]*)\]/;
const PAIR = /^([A-Za-z_][\w.-]*)\s*[=:]\s*(.*)$/;

/** Reads the kind of INI that AWS's tools write. Nested (indented) settings and comments are left out. */
export function parseIni(text: string): Ini {
  const sections = new Map<string, Map<string, string>>();
  let current: Map<string, string> | undefined;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const name = SECTION.exec(line)?.[1]?.trim();
    if (name !== undefined) {
      current = sections.get(name) ?? new Map();
      sections.set(name, current);
      continue;
    }
    const [, key, value] = PAIR.exec(line) ?? [];
    if (key !== undefined && value !== undefined) {
      current?.set(key.toLowerCase(), value.replace(/\s+[#;].*$/, '').trim());
    }
  }
  return sections;
}
