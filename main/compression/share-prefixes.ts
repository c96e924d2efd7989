import type { LineOp } from './line-notation.ts';
import { type PrefixEnds, type PrefixPlan, planPrefixes } from './plan-prefixes.ts';

/**
 * Groups lines under the prefixes they share, as `planPrefixes` finds it cheapest. The order of the lines never changes,
 * and marks between them stay where they stand.
 */
export function sharePrefixes(ops: readonly LineOp[], endsOf: PrefixEnds): readonly LineOp[] {
  const lines: string[] = [];
  for (const op of ops) if (op.op === 'line') lines.push(op.text);
  const plan = planPrefixes(lines, endsOf);
  if (plan === undefined) return ops;
  const writer = new PrefixWriter(plan);
  for (const op of ops) writer.add(op);
  return writer.out;
}

class PrefixWriter {
  readonly out: LineOp[] = [];
  readonly #plan: PrefixPlan;
  #prefix = '';
  /** How much of the last line its prefix took. */
  #cut = 0;
  #next = 0;

  constructor(plan: PrefixPlan) {
    this.#plan = plan;
  }

  add(op: LineOp): void {
    if (op.op === 'line') this.#addLine(op.text);
    else this.out.push(op.op === 'stamps' ? this.#cutStamps(op.stamps) : op);
  }

  #addLine(text: string): void {
    const opened = this.#plan.opened.get(this.#next);
    const bare = this.#plan.bare[this.#next] === 1;
    this.#next += 1;
    if (opened !== undefined) {
      this.#prefix = opened;
      this.out.push({ op: 'prefix', prefix: opened });
    }
    this.#cut = bare ? 0 : this.#prefix.length;
    this.out.push({ op: bare ? 'bare' : 'line', text: text.slice(this.#cut) });
  }

  #cutStamps(stamps: readonly string[]): LineOp {
    return { op: 'stamps', stamps: stamps.map((stamp) => stamp.slice(this.#cut)) };
  }
}
