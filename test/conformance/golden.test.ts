import { describe, expect, it } from 'vitest';
import { hear } from './answer-facets.ts';
import { upstreams } from './cells.ts';
import { compareAnswers } from './compare.ts';
import { ANSWER_LOSSES, type AnswerLoss, REQUEST_LOSSES, type RequestLoss, SOURCE_LOSSES } from './losses.ts';
import { answerNames, canonicalFacets, readAnswer } from './read-answer.ts';
import { renderDocs } from './render-docs.ts';
import { renderGolden } from './render-golden.ts';
import { runMatrix } from './run-matrix.ts';

const results = runMatrix();
const golden = new URL('./golden/', import.meta.url);
const docs = new URL('../../docs/dialects.md', import.meta.url);

describe('the golden files', () => {
  it.each(results)('$client.id--$upstream.id.md shows what really happens', async (cell) => {
    const file = new URL(`${cell.client.id}--${cell.upstream.id}.md`, golden);
    await expect(renderGolden(cell)).toMatchFileSnapshot(file.pathname);
  });

  it('are summed up in docs/dialects.md', async () => {
    await expect(renderDocs(results)).toMatchFileSnapshot(docs.pathname);
  });
});

describe('the reasons for losses', () => {
  it('are all needed', () => {
    const used = new Set<RequestLoss | AnswerLoss | undefined>([
      ...results.flatMap(({ requests }) =>
        requests.flatMap(({ differences }) => differences.map(({ loss }) => loss)),
      ),
      ...results.flatMap(({ answers }) =>
        answers.flatMap(({ differences }) => differences.map(({ loss }) => loss)),
      ),
      ...upstreams.flatMap(sourceLosses),
    ]);
    const idle = [...REQUEST_LOSSES, ...ANSWER_LOSSES, ...SOURCE_LOSSES].filter((loss) => !used.has(loss));
    expect(idle).toEqual([]);
  });
});

function sourceLosses(upstream: (typeof upstreams)[number]): readonly (AnswerLoss | undefined)[] {
  return answerNames(upstream).flatMap((name) => {
    const { facets } = hear(readAnswer(upstream, name));
    if (facets === undefined) return [];
    const place = { where: upstream.id, answer: name, losses: SOURCE_LOSSES };
    return compareAnswers(canonicalFacets(name), facets, place).map(({ loss }) => loss);
  });
}
