import { describe, expect, it } from 'vitest';
import { collect } from '../../../main/core/collect.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { encodeAnswer } from '../../../main/dialects/openai-responses/encode-answer.ts';
import { expectGolden } from '../openai-vocabulary/expect-golden.ts';
import { context, encodeStream, requestWith, scenarios } from './stream-scenarios.ts';
import { at, wireEvents } from './wire-events.ts';

const { error: _, ...whole } = scenarios;

describe('a whole answer', () => {
  for (const [name, events] of Object.entries(whole)) {
    const answer = encodeAnswer(collect(events), requestWith(), context);

    it(`is the golden answer for ${name}`, () =>
      expectGolden(`${JSON.stringify(answer, null, 2)}\n`, `openai-responses/answers/${name}.golden.json`));

    it(`is the very response that ends the stream of ${name}`, () => {
      const streamed = wireEvents(encodeStream(events, requestWith())).at(-1);
      expect(JSON.parse(stringifyJson(answer))).toEqual(at(streamed, 'response'));
    });
  }
});
