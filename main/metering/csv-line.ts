/** One record as RFC 4180 has it: fields quoted where they must be, ended by CRLF. */
export function csvLine(fields: readonly (string | number | boolean | null)[]): string {
  return `${fields.map(csvField).join(',')}\r\n`;
}

function csvField(field: string | number | boolean | null): string {
  if (field === null) return '';
  if (typeof field !== 'string') return String(field);
  const safe = FORMULA.test(field) ? `'${field}` : field;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A spreadsheet would run these: OWASP's list for CSV injection, plus what a spreadsheet trims before it looks. */
const FORMULA = /^[\s']*[=+\-@]|^[\t\r]/;

const QUOTED = /[",\r\n]|^\s|\s$/;
