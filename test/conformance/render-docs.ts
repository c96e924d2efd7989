import { clients, upstreams } from './cells.ts';
import {
  ANSWER_LOSSES,
  LACKING,
  type Loss,
  NAMELESS_ERRORS,
  REQUEST_LOSSES,
  SOURCE_LOSSES,
  TOLD_AS_ERRORS,
} from './losses.ts';
import type { CellResults } from './render-golden.ts';
import { isEmptyFacet } from './request-facets.ts';

const INTRODUCTION = `# Dialects

Which client format goes to which upstream, and what is lost on the way. Written by the conformance matrix
(\`test/conformance\`) from what really happened; a test fails when it is stale, and \`npx vitest run --update
test/conformance\` writes it anew. What each pair sends and gets back, byte for byte, is in \`test/conformance/golden\`.

A request that its own format could not hold is refused with an error that names the field; a loss the model or the client
would notice is told in the header \`x-krouter-warnings\`.`;

/** `docs/dialects.md` */
export function renderDocs(results: readonly CellResults[]): string {
  return [
    INTRODUCTION,
    '## At a glance',
    'Rows are client formats, columns are upstreams. The numbers are the things that the golden conversations say, and how many of them arrive as they were.',
    overview(results),
    '## Pair by pair',
    ...clients.flatMap(({ id }) => [`### ${id}`, pairs(results.filter(({ client }) => client.id === id))]),
    '## Why requests change, by upstream',
    ...upstreams.flatMap(({ id }) => reasons(id, REQUEST_LOSSES)),
    '## What upstreams do not say',
    ...upstreams.flatMap(({ id }) => reasons(id, SOURCE_LOSSES)),
    '## Why answers change, by client',
    ...clients.flatMap(({ id }) => reasons(id, ANSWER_LOSSES)),
    '## Answers that a client gets as an error',
    TOLD_AS_ERRORS.map(
      ({ client, answers, why }) => `- ${client}: ${answers.map(bare).join(', ')}. ${why}`,
    ).join('\n'),
    '## Errors in mid-stream without a kind',
    NAMELESS_ERRORS.map(({ client, why }) => `- ${client}: ${why}`).join('\n'),
    '## What a client cannot say at all',
    Object.entries(LACKING)
      .flatMap(([client, names]) =>
        Object.entries(names).map(([name, why]) => `- ${client}, ${name}: ${why}`),
      )
      .join('\n'),
  ]
    .join('\n\n')
    .concat('\n');
}

function overview(results: readonly CellResults[]): string {
  const head = `| | ${upstreams.map(({ id }) => id).join(' | ')} |`;
  const rule = `|---|${upstreams.map(() => '---|').join('')}`;
  const rows = clients.map(({ id }) => {
    const marks = results.filter(({ client }) => client.id === id).map(markOf);
    return `| **${id}** | ${marks.join(' | ')} |`;
  });
  return [head, rule, ...rows].join('\n');
}

/** How many of the things that requests say arrive as they were. */
function markOf({ requests }: CellResults): string {
  const said = requests.flatMap(({ conversation, facets }) =>
    facets.map((facet) => `${conversation} ${facet}`),
  );
  const changed = requests.flatMap(({ differences }) => differences);
  if (requests.some(({ refusal }) => refusal !== undefined)) return '✗';
  const isThere = changed.filter(({ was }) => !isEmptyFacet(was)).length;
  return isThere === 0 ? `**${said.length}**` : `${said.length - isThere} of ${said.length}`;
}

function pairs(results: readonly CellResults[]): string {
  const rows = results.map((cell) => `| ${cell.upstream.id} | ${pairCells(cell).join(' | ')} |`);
  return [
    '| to | passes | approximated | dropped | refused | answers: approximated | answers: dropped |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function pairCells({ requests, answers }: CellResults): readonly string[] {
  const changes = requests.flatMap(({ differences }) => differences);
  const lost = (how: string) =>
    unique(changes.filter(({ loss }) => loss?.how === how).map(({ facet }) => facet));
  const changed = new Set(changes.map(({ facet }) => facet));
  const facets = unique(requests.flatMap((request) => request.facets));
  const given = (how: string) =>
    unique(
      answers.flatMap(({ differences }) =>
        differences.filter(({ loss }) => loss?.how === how).map(({ facet }) => facet),
      ),
    );
  return [
    facets.filter((facet) => !changed.has(facet)),
    lost('approximated'),
    lost('dropped'),
    requests.filter(({ refusal }) => refusal !== undefined).map(({ conversation }) => conversation),
    given('approximated'),
    given('dropped'),
  ].map((names) => names.join(', '));
}

function reasons(
  id: string,
  losses: readonly (Loss<string> & { readonly in?: readonly string[] })[],
): readonly string[] {
  const own = losses.filter(({ where }) => where.includes(id));
  if (own.length === 0) return [];
  const lines = own.map((loss) => {
    const place = loss.in === undefined ? '' : ` (${loss.in.map(bare).join(', ')})`;
    return `- ${loss.facets.join(', ')}${place}: ${loss.how}${told(loss, losses)}. ${loss.why}`;
  });
  return [`### ${id}`, lines.join('\n')];
}

/** Only requests have warnings: they go out with the headers of the answer. */
function told(loss: Loss<string>, losses: readonly Loss<string>[]): string {
  return losses === REQUEST_LOSSES && loss.silent !== true ? ', with a warning' : '';
}

function bare(answer: string): string {
  return answer.replace('stop-', '');
}

function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Set(items)];
}
