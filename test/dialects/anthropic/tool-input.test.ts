import { describe, expect, it } from 'vitest';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { toolInput } from '../../../main/dialects/openai-vocabulary/tool-input.ts';

const written = (text: string): string => stringifyJson(toolInput(text));

describe('the input of a tool call', () => {
  it.each([
    '{"n":12345678901234567890}',
    '{"n":0.10}',
    '{"n":1.0,"path":"a.ts"}',
    '{"n":1e3}',
    '{"deep":[{"n":-9007199254740993}]}',
  ])('keeps every digit of %s', (text) => {
    expect(written(text)).toBe(text);
  });

  it('is written as any other object when it holds no such number', () => {
    expect(written('{ "path": "file0.ts", "limit": 20 }')).toContain('"limit": 20');
    expect(written('{ "path": "file0.ts" }')).toBe('{"path":"file0.ts"}');
  });

  it('may nest deeper than recursion could write', () => {
    const deep = `{"n":1,"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(written(deep)).toBe(deep);
  });
});
