import { describe, expect, it } from 'vitest';
import { expand } from '../../main/compression/expand.ts';
import { reduceText } from '../../main/compression/reduce-text.ts';
import { CORPUS, type CorpusCase } from './corpus.ts';
import { showOnGrid } from './reference-terminal.ts';

const LEVELS = ['lossless', 'compact'] as const;
const SACRED = new Set(['file', 'diff', 'unknown']);

describe.each(CORPUS.map((entry) => [entry.file, entry] as const))('%s', (_, entry) => {
  it('is recognised for what it is', () => {
    expect(reduceText(entry.text, { hint: entry.hint, level: 'lossless' }).kind).toBe(entry.kind);
  });

  it.each(LEVELS)('keeps every must-keep fact at level %s', (level) => {
    const { text, kind } = reduceText(entry.text, { hint: entry.hint, level });
    const rebuilt = expand(text, kind);
    for (const fact of entry.facts) expect(`${showOnGrid(rebuilt)}\n${text}`).toContain(fact);
  });

  it('states only facts that are in the original', () => {
    for (const fact of entry.facts) expect(showOnGrid(entry.text)).toContain(fact);
  });

  it('is rebuilt from its lossless text: to the byte, or as a terminal shows it', () => {
    const { text, kind } = reduceText(entry.text, { hint: entry.hint, level: 'lossless' });
    if (text === entry.text) return;
    expect(expand(text, kind)).toBe(showOnGrid(entry.text));
  });

  it.each(LEVELS)('never grows and comes out the same every time at level %s', (level) => {
    const first = reduceText(entry.text, { hint: entry.hint, level });
    expect(first.text.length).toBeLessThanOrEqual(entry.text.length);
    expect(reduceText(entry.text, { hint: entry.hint, level })).toEqual(first);
  });

  it('is not reduced twice: our own notation is left alone', () => {
    const { text } = reduceText(entry.text, { hint: entry.hint, level: 'compact' });
    if (text.startsWith('[rtk'))
      expect(reduceText(text, { hint: entry.hint, level: 'compact' }).text).toBe(text);
  });
});

describe('the corpus as a whole', () => {
  it.each([
    ['lossless', 0.2],
    ['compact', 0.4],
  ] as const)('is saved at level %s by at least its goal, file reads and diffs counted', (level, goal) => {
    const before = sizeOf(CORPUS.map(({ text }) => text));
    const after = sizeOf(CORPUS.map(({ text, hint }) => reduceText(text, { hint, level }).text));
    expect(1 - after / before).toBeGreaterThanOrEqual(goal);
  });

  it.each(LEVELS)('has its file reads, sources and diffs untouched at level %s', (level) => {
    const sacred = CORPUS.filter(({ kind }) => SACRED.has(kind));
    expect(sacred.length).toBeGreaterThanOrEqual(6);
    for (const { text, hint } of sacred) expect(reduceText(text, { hint, level }).text).toBe(text);
  });

  it('is never made worse by leaving more out', () => {
    for (const entry of CORPUS)
      expect(sizeAt(entry, 'compact')).toBeLessThanOrEqual(sizeAt(entry, 'lossless'));
  });
});

function sizeAt({ text, hint }: CorpusCase, level: 'lossless' | 'compact'): number {
  return reduceText(text, { hint, level }).text.length;
}

function sizeOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
