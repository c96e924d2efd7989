/** A strict reader of RFC 4180: CRLF ends records, quotes only around whole fields, every record of one length. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const record: string[] = [];
    for (;;) {
      const [field, end] = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at);
      record.push(field);
      at = end;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no end of record at ${at}`);
    at += 2;
    if (records.length > 0 && record.length !== records[0]?.length)
      throw new Error('records differ in length');
    records.push(record);
  }
  return records;
}

function readQuoted(text: string, start: number): readonly [string, number] {
  let field = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') field += text[at];
    else if (text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else return [field, at + 1];
  }
  throw new Error('a quote is not closed');
}

function readPlain(text: string, start: number): readonly [string, number] {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\r') end += 1;
  const field = text.slice(start, end);
  if (/["\n]/.test(field)) throw new Error(`a quote or line end in a plain field at ${start}`);
  return [field, end];
}
