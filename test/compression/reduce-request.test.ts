import { describe, expect, it } from 'vitest';
import { MAX_REQUEST_CHARS, reduceRequest } from '../../main/compression/reduce-request.ts';
import { MAX_RESULT_CHARS, reduceText } from '../../main/compression/reduce-text.ts';
import type { ContentBlock, ToolResultBlock } from '../../main/core/chat-block.ts';
import type { ChatRequest, Message } from '../../main/core/chat-request.ts';
import { hubRequest } from '../core/hub-request.ts';
import { CORPUS, corpusCase } from './corpus.ts';

const GREP = corpusCase('grep-functions');

function requestOf(messages: readonly Message[]): ChatRequest {
  return hubRequest({ messages, model: 'claude-sonnet-4-6', source: { model: 'claude-sonnet-4-6' } });
}

function call(id: string, name = GREP.hint.name, input = GREP.hint.arguments): Message {
  return {
    role: 'assistant',
    content: [{ type: 'tool-use', id, name, arguments: input, source: { id } }],
    source: {},
  };
}

function result(toolUseId: string, text: string, more: Partial<ToolResultBlock> = {}): ToolResultBlock {
  const content: readonly ContentBlock[] = [{ type: 'text', text, source: { text } }];
  return { type: 'tool-result', toolUseId, isError: false, content, source: { toolUseId }, ...more };
}

function user(...content: readonly ContentBlock[]): Message {
  return { role: 'user', content, extensions: { anthropic: { keep: 1 } }, source: { role: 'user' } };
}

describe('reducing the tool results of a request', () => {
  it('gives back the very request when there is nothing to reduce', () => {
    const request = requestOf([
      user({ type: 'text', text: GREP.text }),
      call('a'),
      user(result('a', 'short')),
    ]);
    expect(reduceRequest(request, 'lossless').request).toBe(request);
    expect(reduceRequest(request, 'compact').savings.results).toEqual([]);
  });

  it('gives back the very request when it is off', () => {
    const request = requestOf([call('a'), user(result('a', GREP.text))]);
    const reduced = reduceRequest(request, 'off');
    expect(reduced).toEqual({ request, savings: { charsBefore: 0, charsAfter: 0, results: [] } });
    expect(reduced.request).toBe(request);
  });

  it('drops the source of what it changes and keeps cache, extensions and everything else as the same objects', () => {
    const beside: ContentBlock = { type: 'text', text: 'look at this', cache: { ttl: '1h' } };
    const image: ContentBlock = {
      type: 'image',
      media: { kind: 'base64', mediaType: 'image/png', data: 'AAAA' },
    };
    const block = result('a', GREP.text, { cache: { ttl: '5m' } });
    const content = [...block.content, image];
    const request = requestOf([call('a'), user({ ...block, content }, beside), user(beside)]);
    const { request: reduced, savings } = reduceRequest(request, 'lossless');
    const expected = reduceText(GREP.text, { hint: GREP.hint, level: 'lossless' }).text;
    expect(reduced.messages[1]).toEqual({
      role: 'user',
      extensions: { anthropic: { keep: 1 } },
      content: [
        {
          ...{ type: 'tool-result', toolUseId: 'a', isError: false, cache: { ttl: '5m' } },
          content: [{ type: 'text', text: expected }, image],
        },
        beside,
      ],
    });
    expect(reduced.messages[0]).toBe(request.messages[0]);
    expect(reduced.messages[2]).toBe(request.messages[2]);
    expect(reduced.messages[1]?.content[1]).toBe(beside);
    expect(reduced.source).toBe(request.source);
    const saving = { charsBefore: GREP.text.length, charsAfter: expected.length };
    expect(savings).toEqual({ ...saving, results: [{ toolUseId: 'a', kind: 'grep', ...saving }] });
    expect(request.messages[1]?.source).toEqual({ role: 'user' });
  });

  it('passes error results, images and results under 500 bytes by', () => {
    const line = 'src/components/forms/input.ts:12:x\n';
    const small = line.repeat(14);
    expect(small.length).toBeLessThan(500);
    const image: ContentBlock = {
      type: 'image',
      media: { kind: 'base64', mediaType: 'image/png', data: GREP.text },
    };
    const request = requestOf([
      ...[call('a'), user(result('a', GREP.text, { isError: true }))],
      ...[call('b'), user(result('b', small))],
      ...[call('c'), user(result('c', '', { content: [image] }))],
    ]);
    expect(reduceRequest(request, 'compact').request).toBe(request);
    const larger = requestOf([call('b'), user(result('b', line.repeat(15)))]);
    expect(reduceRequest(larger, 'lossless').request).not.toBe(larger);
  });

  it('counts bytes, not characters, for the smallest result', () => {
    const text = 'src/größe/übersicht/äöü.ts:12:ß\n'.repeat(15);
    expect(text.length).toBeLessThan(500);
    const request = requestOf([call('a'), user(result('a', text))]);
    expect(reduceRequest(request, 'lossless').savings.results).toHaveLength(1);
  });

  it('pairs a result with the call before it, whatever ids later turns use', () => {
    const turns = [
      call('a', 'Read', '{"file_path":"x"}'),
      user(result('a', GREP.text)),
      call('a'),
      user(result('a', GREP.text)),
    ];
    const { request: reduced } = reduceRequest(requestOf(turns), 'lossless');
    expect(reduced.messages[1]).toBe(turns[1]);
    expect(reduced.messages[3]).not.toBe(turns[3]);
  });

  it.each(['lossless', 'compact'] as const)(
    'keeps every earlier turn byte-identical as the conversation grows, at level %s',
    (level) => {
      const turns = CORPUS.flatMap(({ hint, text }, i) => [
        call(`t${i}`, hint.name, hint.arguments),
        user(result(`t${i}`, text)),
      ]);
      const whole = reduceRequest(requestOf(turns), level).request.messages;
      for (let length = 2; length <= turns.length; length += 10) {
        const prefix = reduceRequest(requestOf(turns.slice(0, length)), level).request.messages;
        expect(JSON.stringify(prefix)).toBe(JSON.stringify(whole.slice(0, length)));
      }
    },
  );

  it('leaves results over the cap alone, and the later results of a request over its own cap', () => {
    const large = GREP.text.repeat(Math.floor(MAX_RESULT_CHARS / GREP.text.length));
    const affordable = Math.floor(MAX_REQUEST_CHARS.lossless / large.length);
    const turns = Array.from({ length: affordable + 2 }, (_, i) => [
      call(`t${i}`),
      user(result(`t${i}`, large)),
    ]).flat();
    const { savings, request } = reduceRequest(requestOf(turns), 'lossless');
    expect(savings.results.map(({ toolUseId }) => toolUseId)).toEqual(
      Array.from({ length: affordable }, (_, i) => `t${i}`),
    );
    expect(request.messages.at(-1)).toBe(turns.at(-1));
    const huge = requestOf([call('a'), user(result('a', GREP.text.repeat(60)))]);
    expect(reduceRequest(huge, 'compact').request).toBe(huge);
    const long = requestOf([
      call('a', 'Bash', '{"command":"npm test"}'),
      user(result('a', 'a\n'.repeat(50_000))),
    ]);
    expect(reduceRequest(long, 'compact').request).toBe(long);
  });
});
