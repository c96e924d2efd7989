import { describe, expect, it } from 'vitest';
import type { ContentBlock } from '../../main/core/chat-block.ts';
import { inputCharacters } from '../../main/core/input-characters.ts';
import { hubRequest } from './hub-request.ts';

const EMPTY = hubRequest({ messages: [] });

const text = (length: number) => ({ type: 'text', text: 'x'.repeat(length) }) as const;
const charactersOf = (...content: readonly ContentBlock[]) =>
  inputCharacters({ ...EMPTY, messages: [{ role: 'user', content }] });

describe('the characters of a request', () => {
  it('are all of its text: instructions, tools and every kind of block', () => {
    expect(inputCharacters(EMPTY)).toBe(0);
    expect(inputCharacters({ ...EMPTY, system: [text(7), text(5)] })).toBe(12);
    const schema = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] };
    const tool = { kind: 'function', name: 'read', description: 'Reads.', inputSchema: schema } as const;
    const ofTool = inputCharacters({ ...EMPTY, tools: [tool] });
    expect(Math.abs(ofTool - 'readReads.'.length - JSON.stringify(schema).length)).toBeLessThan(8);
    expect(inputCharacters({ ...EMPTY, output: { type: 'json-schema', schema } })).toBe(ofTool - 10);
    expect(charactersOf(text(9), { type: 'thinking', thinking: 'hm', signature: 'secret' })).toBe(11);
    expect(charactersOf({ type: 'redacted-thinking', data: 'abc' })).toBe(3);
    expect(charactersOf({ type: 'tool-use', id: 't', name: 'read', arguments: '{"a":1}' })).toBe(11);
    const result = {
      type: 'tool-result',
      toolUseId: 't',
      content: [text(4), text(6)],
      isError: false,
    } as const;
    expect(charactersOf(result, result)).toBe(20);
  });

  it('count an image as the text that would take up as many tokens, not by its bytes', () => {
    const image = (data: string) =>
      ({ type: 'image', media: { kind: 'base64', mediaType: 'image/png', data } }) as const;
    expect(charactersOf(image('A'))).toBe(5_600);
    expect(charactersOf(image('A'.repeat(900_000)))).toBe(5_600);
  });

  it('count a document by its text, a PDF by its size', () => {
    const media = { kind: 'text', mediaType: 'text/plain', text: 'abcdef' } as const;
    expect(charactersOf({ type: 'document', media })).toBe(6);
    expect(charactersOf({ type: 'document', media: { kind: 'blocks', blocks: [text(8)] } })).toBe(8);
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'A'.repeat(75_000) } as const;
    expect(charactersOf({ type: 'document', media: pdf })).toBe(7_500);
  });

  it('are counted once for a request, however often they are asked for', () => {
    let reads = 0;
    const block = {
      type: 'text',
      get text() {
        reads += 1;
        return 'abc';
      },
    } as const;
    const request = { ...EMPTY, system: [block] };
    expect([inputCharacters(request), inputCharacters(request)]).toEqual([3, 3]);
    expect(reads).toBe(1);
  });
});
