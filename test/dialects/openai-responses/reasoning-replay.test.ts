import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { isJsonObject } from '../../../main/core/json.ts';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';
import { isSealed, openProof, sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { encodeStream, requestWith, scenarios, text } from './stream-scenarios.ts';
import { finalOutput } from './wire-events.ts';

/** The items a client sends back: Codex leaves out their ids and what is null. */
function replay(output: unknown, members: object = {}): unknown[] {
  if (!Array.isArray(output)) throw new Error('no output');
  const items = output.filter(isJsonObject).map(({ id: _, ...item }) => ({ ...item, ...members }));
  return decodeRequest({ model: 'm', input: [{ role: 'user', content: 'q' }, ...items] }).messages.slice(1);
}

const anyText = fc.string({ unit: 'binary', minLength: 1 });

describe('thinking that comes back as reasoning items', () => {
  it('is the thinking that went out, in its place in the turn', () => {
    expect(replay(finalOutput(encodeStream(scenarios.thinking, requestWith())))).toMatchObject([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'First, count. 🧮', signature: 'EqQBCkYIARgC' },
          { type: 'redacted-thinking', data: 'EmwKAhgB' },
          { type: 'text', text: 'Four.' },
        ],
      },
    ]);
  });

  it('is letter by letter the same, whatever the client made of the summary', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1 }), anyText, (pieces, signature) => {
        const events: ChatEvent[] = [
          { type: 'start', dialect: 'anthropic' },
          { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
          ...pieces.map((thinking): ChatEvent => ({ type: 'thinking-delta', index: 0, thinking })),
          { type: 'signature-delta', index: 0, signature },
          { type: 'block-stop', index: 0 },
          ...text(1, 'ok'),
          { type: 'finish', stopReason: 'end_turn', usage: {} },
        ];
        const output = finalOutput(encodeStream(events, requestWith()));
        const expected = { type: 'thinking', thinking: pieces.join(''), signature };
        // Lone halves of emoji do not survive UTF-8: neither would they have come from the upstream.
        fc.pre(isWellFormed(pieces.join('') + signature));
        expect(replay(output)).toMatchObject([{ content: [expected, {}] }]);
        expect(replay(output, { summary: [] })).toMatchObject([{ content: [expected, {}] }]);
      }),
    );
  });

  it('comes back even when it was never shown', () => {
    expect(replay(finalOutput(encodeStream(scenarios['hidden-thinking'], requestWith())))).toMatchObject([
      { content: [{ type: 'thinking', thinking: '', signature: 'EqQB' }, { type: 'text' }] },
    ]);
  });

  it('of another vendor stays sealed, so that Claude is not shown it', () => {
    const encrypted = sealProof({ dialect: 'gemini', kind: 'thinking', value: 'thought', text: 'Hm.' });
    const [message] = replay([{ type: 'reasoning', summary: [], encrypted_content: encrypted }]);
    expect(message).toMatchObject({ content: [{ thinking: 'Hm.', signature: encrypted }] });
    expect(isSealed(encrypted)).toBe(true);
  });

  it('of OpenAI is kept for OpenAI alone', () => {
    const item = { type: 'reasoning', summary: [], encrypted_content: 'gAAAAABo' };
    expect(replay([item])).toMatchObject([
      { content: [{ type: 'opaque', dialect: 'openai-responses', name: 'reasoning', source: item }] },
    ]);
  });

  it('without a proof is left out', () => {
    const items = [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm.' }] },
      { type: 'reasoning', summary: [], encrypted_content: null, content: null },
      { type: 'reasoning', summary: [], encrypted_content: 'cjEueyBicm9rZW4' },
    ];
    expect(replay([...items, { role: 'assistant', content: 'ok' }])).toMatchObject([
      { content: [{ type: 'text', text: 'ok' }] },
    ]);
  });
});

describe('a sealed proof', () => {
  it('opens to what was sealed', () => {
    fc.assert(
      fc.property(anyText, anyText, (value, thinking) => {
        fc.pre(isWellFormed(value + thinking));
        const proof = { dialect: 'anthropic', kind: 'thinking', value, text: thinking } as const;
        const sealed = sealProof(proof);
        expect(sealed).toMatch(/^[A-Za-z0-9+/]+=*$/);
        expect(openProof(sealed)).toEqual(proof);
      }),
    );
  });

  it('is not mistaken for anything else', () => {
    for (const value of ['', 'EqQBCkYI', 'gAAAAABo', 'cjEu']) {
      expect(isSealed(value)).toBe(false);
      expect(openProof(value)).toBeUndefined();
    }
    expect(openProof('cjEueyJhIjoxfQ==')).toBeUndefined();
  });
});

function isWellFormed(value: string): boolean {
  return Buffer.from(value, 'utf8').toString('utf8') === value;
}
