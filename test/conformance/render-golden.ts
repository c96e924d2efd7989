import type { Client, Upstream } from './cells.ts';
import type { Difference } from './compare.ts';
import type { AnswerResult } from './run-answer.ts';
import type { RequestResult } from './run-request.ts';
import { showJson } from './show-json.ts';
import { showStream } from './show-stream.ts';

export interface CellResults {
  readonly client: Client;
  readonly upstream: Upstream;
  readonly requests: readonly RequestResult[];
  readonly answers: readonly AnswerResult[];
}

/** What was sent and what came back between one client format and one upstream, for people to read. */
export function renderGolden({ client, upstream, requests, answers }: CellResults): string {
  return [
    `# ${client.id} to ${upstream.id}`,
    `Requests from ${client.id} as ${upstream.id} gets them (model \`${upstream.model}\`), and answers of ${upstream.id} as the client gets them.`,
    ...requests.map(renderRequest),
    ...answers.filter(({ answer }) => answer === 'full').map(renderFull),
    renderOthers(answers.filter(({ answer }) => answer !== 'full')),
  ]
    .join('\n\n')
    .concat('\n');
}

function renderRequest({ conversation, body, refusal, warnings, differences }: RequestResult): string {
  const sent = body === undefined ? `Refused: ${refusal?.message}` : fenced('json', showJson(body));
  const warned = warnings.map(
    ({ code, param, detail }) => `- warning: ${code} ${param}${detail === undefined ? '' : `: ${detail}`}`,
  );
  return [`## Request: ${conversation}`, sent, list([...warned, ...differences.map(renderDifference)])]
    .filter((part) => part !== '')
    .join('\n\n');
}

function renderFull({ stream, whole, differences }: AnswerResult): string {
  return [
    '## Answer: thinking, text and two calls, streamed',
    fenced('', showStream(stream)),
    '## The same answer in one piece',
    fenced('json', showJson(whole)),
    list(differences.map(renderDifference)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The end of each of the other streams, which is where they differ. */
function renderOthers(answers: readonly AnswerResult[]): string {
  const shown = answers.map(({ answer, stream, differences }) =>
    [`### ${answer}`, fenced('', lastLines(showStream(stream))), list(differences.map(renderDifference))]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return ['## How other answers end', ...shown].join('\n\n');
}

const SHOWN_LINES = 6;

function lastLines(text: string): string {
  const lines = text.split('\n');
  return lines.length <= SHOWN_LINES ? text : ['…', ...lines.slice(-SHOWN_LINES)].join('\n');
}

function renderDifference({
  facet,
  was,
  is,
  loss,
}: Difference<string, { readonly how: string; readonly why: string }>): string {
  return `- ${facet} ${loss?.how ?? 'LOST'}: ${show(was)} became ${show(is)}. ${loss?.why ?? 'No reason is known.'}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return `\`${text.length > 120 ? `${text.slice(0, 120)}…` : text}\``;
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function list(lines: readonly string[]): string {
  return lines.join('\n');
}
