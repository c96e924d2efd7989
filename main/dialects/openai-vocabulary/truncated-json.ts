/**
 * True when the text breaks off inside a JSON value. Text that is wrong but balanced is what the model wrote, and is not
 * truncated. Parses first, natively: the scan runs only for text that is not JSON.
 */
export function isTruncatedJson(text: string): boolean {
  if (text === '') return false;
  try {
    JSON.parse(text);
    return false;
  } catch {
    return breaksOff(text);
  }
}

function breaksOff(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (letter === '"') {
      i = endOfString(text, i + 1);
      if (i === -1) return true;
    }
    if (letter === '{' || letter === '[') depth += 1;
    if (letter === '}' || letter === ']') depth -= 1;
  }
  return depth > 0;
}

/** Where the closing quote stands; -1 when there is none. */
function endOfString(text: string, from: number): number {
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i;
  }
  return -1;
}
