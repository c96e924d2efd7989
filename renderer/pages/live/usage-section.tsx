import type { RequestRow } from '../../../contract/request-row.ts';
import { formatCount, formatPercent, formatRate, formatUsd } from '../../components/format/format-number.ts';
import { Facts } from '../../components/layout/facts.tsx';
import { Section } from '../../components/layout/section.tsx';

/** Tokens by kind, cost, and what compression took off. */
export function UsageSection({ detail }: { readonly detail: RequestRow }) {
  const { tokens, compression } = detail;
  return (
    <Section title="Usage">
      <Facts
        facts={[
          ['Input', formatCount(tokens.input)],
          ['Cache read', withShare(tokens)],
          ['Cache write', formatCount(tokens.cacheWrite)],
          ['for one hour', tokens.cacheWrite1h === undefined ? undefined : formatCount(tokens.cacheWrite1h)],
          ['Output', formatCount(tokens.output)],
          ['of it thinking', tokens.reasoning === undefined ? undefined : formatCount(tokens.reasoning)],
          ['Tokens per second', formatRate(detail.tokensPerSecond)],
          ['Cost', costOf(detail)],
          [
            'Tool output',
            compression === undefined
              ? undefined
              : `${formatCount(compression.before)} to ${formatCount(compression.after)} characters`,
          ],
          ['Saved by it', savedOf(detail)],
        ]}
      />
    </Section>
  );
}

function withShare({ input = 0, cacheRead, cacheWrite = 0 }: RequestRow['tokens']): string {
  if (cacheRead === undefined) return formatCount(cacheRead);
  const all = input + cacheRead + cacheWrite;
  return all === 0
    ? formatCount(cacheRead)
    : `${formatCount(cacheRead)} (${formatPercent(cacheRead / all)} of all input)`;
}

/** A model without a price costs something unknown, not nothing. */
function costOf({ costUsd, outcome }: RequestRow): string {
  if (costUsd !== undefined) return formatUsd(costUsd);
  return outcome === 'error' ? 'The provider reported no usage.' : 'No price is known for this model.';
}

function savedOf({ compression, savedTokens, savedUsd }: RequestRow): string | undefined {
  if (compression === undefined || savedTokens === undefined) return undefined;
  return `${formatCount(savedTokens)} input tokens${savedUsd === undefined ? '' : `, ${formatUsd(savedUsd)}`}`;
}
