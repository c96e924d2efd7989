import { describe, expect, it } from 'vitest';
import { hear } from './answer-facets.ts';
import { type Client, clients, upstreams } from './cells.ts';
import { compareAnswers } from './compare.ts';
import { LACKING, NAMELESS_ERRORS, SOURCE_LOSSES, TOLD_AS_ERRORS } from './losses.ts';
import { answerNames, canonicalFacets, readAnswer, recordedErrors } from './read-answer.ts';
import { CONVERSATIONS, hasConversation, readConversation } from './read-conversation.ts';
import { type AnswerResult, runAnswer } from './run-answer.ts';
import { runRequest } from './run-request.ts';

describe.each(clients)('the client format $id', (client) => {
  it('has every conversation it can have', () => {
    for (const name of CONVERSATIONS) {
      const reason = LACKING[client.id]?.[name];
      if (reason === undefined) readConversation(client, name);
      else expect(hasConversation(client, name), `${client.id}/${name}.json is there: ${reason}`).toBe(false);
    }
  });

  describe.each(upstreams)('to the upstream $id', (upstream) => {
    const conversations = CONVERSATIONS.filter((name) => LACKING[client.id]?.[name] === undefined);

    it.each(conversations)(
      'sends %s as the upstream takes it, and means the same but for reasons',
      (name) => {
        const { complaints, differences, refusal, warnings } = runRequest(client, upstream, name);
        expect(refusal).toBeUndefined();
        expect(complaints).toEqual([]);
        expect(differences.filter(({ loss }) => loss === undefined)).toEqual([]);
        const owed = differences.filter(({ loss }) => loss?.silent !== true);
        expect(owed.length === 0 || warnings.length > 0, `${JSON.stringify(owed)} without a word`).toBe(true);
      },
    );

    it('gives the client every answer, streamed and whole, with the same meaning but for reasons', () => {
      for (const name of answerNames(upstream)) checkAnswer(client, runAnswer(client, upstream, name));
    });
  });
});

function checkAnswer(client: Client, result: AnswerResult): void {
  const { answer, heard, back, differences, wholeFacets } = result;
  if (heard.error !== undefined || isToldAsError(client, answer)) {
    expect(back.error, `${answer} as an error`).toBeDefined();
    const isNamed = heard.error !== undefined && !NAMELESS_ERRORS.some((one) => one.client === client.id);
    if (isNamed) expect(back.error, answer).toBe(heard.error);
    return;
  }
  expect(back.error, answer).toBeUndefined();
  expect(
    differences.filter(({ loss }) => loss === undefined),
    answer,
  ).toEqual([]);
  expect(back.facets, answer).toMatchObject(wholeFacets ?? {});
}

function isToldAsError(client: Client, answer: string): boolean {
  return TOLD_AS_ERRORS.some((one) => one.client === client.id && one.answers.includes(answer));
}

/** Connect's streams tell errors in their last frame only. */
const ALWAYS_200 = ['cursor'];

describe.each(upstreams)('the upstream $id', (upstream) => {
  it('is read as it was meant, in every recording', () => {
    for (const name of answerNames(upstream)) {
      const heard = hear(readAnswer(upstream, name));
      if (name === 'error') {
        expect(heard.error).toBeDefined();
        continue;
      }
      expect(heard.error, name).toBeUndefined();
      if (heard.facets === undefined) continue;
      const place = { where: upstream.id, answer: name, losses: SOURCE_LOSSES };
      const differences = compareAnswers(canonicalFacets(name), heard.facets, place);
      expect(
        differences.filter(({ loss }) => loss === undefined),
        name,
      ).toEqual([]);
    }
  });

  it('is understood when it refuses, and every client is told', () => {
    for (const { status, text, headers, code } of recordedErrors(upstream)) {
      const error = upstream.dialect.decodeError(status, text, headers);
      expect([text, error.code]).toEqual([text, code]);
      for (const client of clients) {
        const { status: shown, body } = readConversation(client, 'text').dialect.encodeError(error, 'req_1');
        expect(shown, `${client.id} ${code}`).toBeGreaterThanOrEqual(
          ALWAYS_200.includes(client.id) ? 200 : 400,
        );
        expect(Buffer.from(body instanceof Uint8Array ? body : JSON.stringify(body)).length).toBeGreaterThan(
          10,
        );
      }
    }
  });
});
