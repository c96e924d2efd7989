/** One command of a script: its words, without quotes, redirections or the assignments before it. */
interface ShellCommand {
  readonly words: readonly string[];
  /** True when its output goes into a file and not to the caller. */
  readonly silenced: boolean;
}

/** Commands joined by `|`. */
export type ShellPipeline = readonly ShellCommand[];

/** Scripts beyond this are programs of their own. */
const MAX_SCRIPT = 20_000;

/**
 * Splits a shell script into pipelines of commands. No expansion: `$(…)` and backticks stay as one opaque word.
 * Undefined where the script is not surely understood: here documents, unclosed quotes.
 */
export function readShellScript(script: string): readonly ShellPipeline[] | undefined {
  if (script.length > MAX_SCRIPT) return undefined;
  return new ShellReader(script).read();
}

class ShellReader {
  readonly #script: string;
  readonly #pipelines: ShellPipeline[] = [];
  #pipeline: ShellCommand[] = [];
  #words: string[] = [];
  #word: string | undefined;
  #silenced = false;
  /** What the next word is the target of, if it is. */
  #redirection: 'output' | 'ignored' | undefined;
  #at = 0;

  constructor(script: string) {
    this.#script = script;
  }

  read(): readonly ShellPipeline[] | undefined {
    while (this.#at < this.#script.length) {
      const next = this.#step(this.#script.charAt(this.#at));
      if (next < 0) return undefined;
      this.#at = next;
    }
    this.#endPipeline();
    return this.#pipelines;
  }

  #step(character: string): number {
    switch (character) {
      case ' ':
      case '\t':
        return this.#endWord();
      case '\n':
      case ';':
      case '(':
      case ')':
        return this.#endPipeline();
      case '&':
        return this.#ampersand();
      case '|':
        return this.#pipe();
      case '>':
      case '<':
        return this.#redirect(character);
      case "'":
      case '"':
        return this.#quoted(character);
      case '`':
        return this.#append('`', this.#script.indexOf('`', this.#at + 1) + 1);
      case '\\':
        return this.#escaped();
      case '$':
        return this.#script[this.#at + 1] === '('
          ? this.#append('$', this.#afterParenthesis())
          : this.#plain('$');
      case '#':
        return this.#word === undefined ? this.#skipComment() : this.#plain('#');
      default:
        return this.#plain(character);
    }
  }

  #plain(character: string): number {
    return this.#append(character, this.#at + 1);
  }

  #append(text: string, next: number): number {
    this.#word = (this.#word ?? '') + text;
    return next === 0 ? -1 : next;
  }

  #escaped(): number {
    const escaped = this.#script.charAt(this.#at + 1);
    return escaped === '\n' ? this.#at + 2 : this.#append(escaped, this.#at + 2);
  }

  #quoted(quote: string): number {
    let at = this.#at + 1;
    let text = '';
    while (at < this.#script.length && this.#script[at] !== quote) {
      if (quote === '"' && this.#script[at] === '\\') at += 1;
      text += this.#script.charAt(at);
      at += 1;
    }
    return at >= this.#script.length ? -1 : this.#append(text, at + 1);
  }

  /** The offset behind the parenthesis that closes `$(`; 0 when none does. */
  #afterParenthesis(): number {
    let depth = 0;
    for (let at = this.#at + 1; at < this.#script.length; at += 1) {
      if (this.#script[at] === '(') depth += 1;
      if (this.#script[at] === ')') depth -= 1;
      if (depth === 0) return at + 1;
    }
    return 0;
  }

  #skipComment(): number {
    const end = this.#script.indexOf('\n', this.#at);
    return end < 0 ? this.#script.length : end;
  }

  #ampersand(): number {
    const next = this.#script[this.#at + 1];
    if (next === '&') return this.#endPipeline() + 1;
    if (next === '>') {
      this.#endWord();
      return this.#afterRedirection(this.#at + 2, 'output');
    }
    return this.#endPipeline();
  }

  #pipe(): number {
    const next = this.#script[this.#at + 1];
    if (next === '|') return this.#endPipeline() + 1;
    this.#endCommand();
    return this.#at + (next === '&' ? 2 : 1);
  }

  #redirect(arrow: string): number {
    const descriptor = this.#word;
    if (arrow === '<') {
      if (this.#script[this.#at + 1] === '<' || this.#script[this.#at + 1] === '(') return -1;
      this.#endWord();
      return this.#afterRedirection(this.#at + 1, 'ignored');
    }
    const other = descriptor !== undefined && descriptor !== '1' && isNumber(descriptor);
    if (descriptor !== undefined && isNumber(descriptor)) this.#word = undefined;
    this.#endWord();
    return this.#afterRedirection(this.#at + 1, other ? 'ignored' : 'output');
  }

  #afterRedirection(from: number, kind: 'output' | 'ignored'): number {
    const after = this.#script[from];
    this.#redirection = after === '&' ? 'ignored' : kind;
    return after === '>' || after === '&' || after === '|' ? from + 1 : from;
  }

  #endWord(): number {
    if (this.#word !== undefined) {
      if (this.#redirection === undefined) this.#words.push(this.#word);
      else if (this.#redirection === 'output') this.#silenced = !this.#word.startsWith('/dev/std');
      this.#redirection = undefined;
    }
    this.#word = undefined;
    return this.#at + 1;
  }

  #endCommand(): void {
    this.#endWord();
    this.#redirection = undefined;
    if (this.#words.length > 0) this.#pipeline.push({ words: this.#words, silenced: this.#silenced });
    this.#words = [];
    this.#silenced = false;
  }

  #endPipeline(): number {
    this.#endCommand();
    if (this.#pipeline.length > 0) this.#pipelines.push(this.#pipeline);
    this.#pipeline = [];
    return this.#at + 1;
  }
}

function isNumber(word: string): boolean {
  for (let i = 0; i < word.length; i += 1)
    if (word.charCodeAt(i) < 0x30 || word.charCodeAt(i) > 0x39) return false;
  return word !== '';
}
