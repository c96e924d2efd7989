import type { LedgerRow } from '../platform/ports/ledger-store.ts';
import type { Labels } from './metric-family.ts';

/** The kinds of `krouter_tokens_total`. */
export const TOKEN_KINDS = [
  'input',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'output',
  'reasoning',
] as const;

export type TokenKind = (typeof TOKEN_KINDS)[number];

/** All label sets that one row is counted under. */
export interface RowLabels {
  readonly target: Labels;
  /** With the error, if there was one. */
  readonly outcome: Labels;
  /** With app, outcome and error. */
  readonly request: Labels;
  readonly inputUsage: Labels;
  readonly outputUsage: Labels;
  readonly kinds: Readonly<Record<TokenKind, Labels>>;
}

/** Rows of one app at one target carry the same labels: made once, then found again. */
export interface RowLabelBook {
  of(row: LedgerRow): RowLabels;
}

/** Models and apps are named by clients: more different rows than this are labelled anew each time. */
const MAX_REMEMBERED = 1_000;

/** An empty book. */
export function createRowLabelBook(): RowLabelBook {
  const known = new Map<string, RowLabels>();
  return {
    of(row) {
      const key = `${row.providerType}\n${row.provider}\n${row.region}\n${row.upstreamModel}\n${row.model}\n${row.app}\n${row.outcome}\n${row.errorCode}`;
      const found = known.get(key);
      if (found !== undefined) return found;
      const labels = labelsOf(row);
      if (known.size < MAX_REMEMBERED) known.set(key, labels);
      return labels;
    },
  };
}

function labelsOf(row: LedgerRow): RowLabels {
  const target = targetOf(row);
  const outcome = { ...target, error_type: row.errorCode ?? '' };
  const kind = (name: TokenKind): Labels => ({ ...target, krouter_token_kind: name });
  return {
    target,
    outcome,
    request: {
      ...target,
      krouter_app: row.app,
      krouter_outcome: row.outcome,
      error_type: row.errorCode ?? '',
    },
    inputUsage: { ...target, gen_ai_token_type: 'input' },
    outputUsage: { ...target, gen_ai_token_type: 'output' },
    kinds: {
      input: kind('input'),
      cache_read: kind('cache_read'),
      cache_write_5m: kind('cache_write_5m'),
      cache_write_1h: kind('cache_write_1h'),
      output: kind('output'),
      reasoning: kind('reasoning'),
    },
  };
}

/** `gen_ai_system` is the older name of `gen_ai_provider_name`; dashboards ask for either. */
function targetOf(row: LedgerRow): Labels {
  const system = row.providerType === null ? '' : (SYSTEMS[row.providerType] ?? row.providerType);
  return {
    gen_ai_operation_name: 'chat',
    gen_ai_provider_name: system,
    gen_ai_system: system,
    gen_ai_request_model: row.model.slice(0, MAX_LABEL),
    gen_ai_response_model: (row.upstreamModel ?? '').slice(0, MAX_LABEL),
    krouter_provider: row.provider ?? '',
    cloud_region: row.region ?? '',
  };
}

const MAX_LABEL = 128;

const SYSTEMS: { readonly [providerType: string]: string } = {
  bedrock: 'aws.bedrock',
  anthropic: 'anthropic',
  vertex: 'gcp.vertex_ai',
  gemini: 'gcp.gemini',
  antigravity: 'gcp.gemini',
};
