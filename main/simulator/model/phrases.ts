import { createHash } from 'node:crypto';
import type { Directives } from './read-directives.ts';

const OPENINGS = [
  'Good question.',
  'Happy to help with that.',
  'Let me take this step by step.',
  'Thanks for the details.',
];

const MIDDLES = [
  'I would start with the smallest change that can be checked on its own, and only then widen it.',
  'Two things matter most here: what has to stay the same, and what may change without anyone noticing.',
  'It helps to write down the expected result first, because that turns a guess into a test.',
  'The short version is that both ways work, but the simpler one will be easier to explain in a year.',
  'A good next step is to try it on one real example and compare the outcome with what you hoped for.',
  'Keep the part that works, name the part that does not, and look at the border between them.',
];

const CLOSINGS = [
  'Tell me how it goes and we can refine it together.',
  'If you share a little more context, I can be more specific.',
  'Would you like an example?',
  'That should get you going.',
];

const THOUGHTS = [
  'The user wants a direct answer, so I should find the core of the request first.',
  'There are a few ways to read this; the most natural one is probably meant.',
  'I will check that the answer is complete before I write it down.',
];

/** A pleasant, short reply to the last user turn; the same turn always gets the same reply. */
export function replyText(asked: Directives): string {
  const pick = picker(asked.text);
  const seen = sightings(asked);
  const quote = asked.text.replace(/\s+/g, ' ').trim().slice(0, QUOTED);
  const about =
    quote === '' ? '' : `You wrote: \u201c${quote}${asked.text.length > QUOTED ? '\u2026' : ''}\u201d.`;
  const parts = [pick(OPENINGS), ...seen, about, pick(MIDDLES), pick(CLOSINGS)];
  return parts.filter((part) => part !== '').join(' ');
}

/** What the model thinks before it answers. */
export function thinkingText(asked: Directives): string {
  const pick = picker(`thinking ${asked.text}`);
  return `${pick(THOUGHTS)} ${pick(THOUGHTS)}`;
}

/** `1 2 3 …` up to a number: every word can be checked for loss and order. */
export function countedText(last: number): string {
  return Array.from({ length: last }, (_, index) => String(index + 1)).join(' ');
}

const QUOTED = 120;

function sightings(asked: Directives): readonly string[] {
  const images =
    asked.images === 0
      ? ''
      : `I can see ${asked.images} image${asked.images > 1 ? 's' : ''} in your message.`;
  const papers =
    asked.documents === 0
      ? ''
      : `I have read the ${asked.documents > 1 ? 'documents' : 'document'} you attached.`;
  const results = asked.toolResults.map((text) => `The tool answered: ${text.slice(0, QUOTED)}.`);
  return [images, papers, ...results];
}

function picker(seed: string): (from: readonly string[]) => string {
  const digest = createHash('sha256').update(seed).digest();
  let at = 0;
  return (from) => {
    at = (at + 1) % digest.length;
    return from[(digest[at] ?? 0) % from.length] ?? '';
  };
}
