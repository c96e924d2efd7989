import { describe, expect, it } from 'vitest';
import { collectModelQuotas } from '../../../../main/providers/bedrock/quotas/collect-model-quotas.ts';
import { parseQuotaName } from '../../../../main/providers/bedrock/quotas/parse-quota-name.ts';

const TPM = 'tokensPerMinute';
const RPM = 'requestsPerMinute';

describe('parseQuotaName', () => {
  it.each([
    [
      'On-demand model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1',
      'in-region',
      TPM,
      'sonnet-4-5',
      1,
    ],
    [
      'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.6',
      'geo',
      TPM,
      'sonnet-4-6',
      1,
    ],
    [
      'Cross-Region model inference requests per minute for Anthropic Claude 3.5 Sonnet V2',
      'geo',
      RPM,
      '3-5-sonnet',
      2,
    ],
    [
      'Global cross-region model inference requests per minute for Anthropic Claude Haiku 4.5',
      'global',
      RPM,
      'haiku-4-5',
      1,
    ],
    [
      'Global cross-Region model inference tokens per minute for Claude Sonnet 4.5 V1',
      'global',
      TPM,
      'sonnet-4-5',
      1,
    ],
    [
      'Cross-region model inference tokens per minute for Anthropic Claude Opus 4.6 V1',
      'geo',
      TPM,
      'opus-4-6',
      1,
    ],
    [
      'Cross-region model inference requests per minute for Anthropic Claude 3.7 Sonnet V1',
      'geo',
      RPM,
      '3-7-sonnet',
      1,
    ],
    [
      'On-demand InvokeModel requests per minute for Anthropic Claude Opus 4.8',
      'in-region',
      RPM,
      'opus-4-8',
      1,
    ],
    ['Cross-Region InvokeModel tokens per minute for Anthropic Claude Opus 5', 'geo', TPM, 'opus-5', 1],
    [
      'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4 V1 (doubled for cross-region calls)',
      'geo',
      TPM,
      'sonnet-4',
      1,
    ],
    [
      '  global  cross-region MODEL inference tokens per minute for anthropic claude sonnet 5 ',
      'global',
      TPM,
      'sonnet-5',
      1,
    ],
  ])('reads "%s"', (name, scope, limit, model, version) => {
    expect(parseQuotaName(name)).toEqual({ scope, limit, family: `claude-${model}`, version });
  });

  it.each([
    'Model invocation max tokens per day for Anthropic Claude Sonnet 4 V1 (doubled for cross-region calls)',
    'Global cross-region model inference tokens per day for Anthropic Claude Haiku 4.5',
    'On-demand latency-optimized model inference tokens per minute for Anthropic Claude 3.5 Haiku',
    'Cross-region model inference tokens per minute for Amazon Nova Lite',
    'Batch inference input file size (in GB) for Claude Opus 5',
    'Records per batch inference job for Claude Sonnet 4',
    'Model units per provisioned model for Anthropic Claude V2.1 200K',
    '(Knowledge Bases) Rerank requests per second',
    '',
  ])('leaves "%s" alone', (name) => {
    expect(parseQuotaName(name)).toBeUndefined();
  });
});

describe('collectModelQuotas', () => {
  const ids = [
    'anthropic.claude-sonnet-4-6',
    'anthropic.claude-opus-4-6-v1',
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
    'anthropic.claude-sonnet-4-20250514-v1:0',
    'anthropic.claude-3-5-sonnet-20240620-v1:0',
    'anthropic.claude-3-5-sonnet-20241022-v2:0',
  ];
  const geo = (model: string, value: number) => ({
    name: `Cross-region model inference tokens per minute for Anthropic Claude ${model}`,
    value,
  });

  it.each([
    ['Sonnet 4.6', ids[0]],
    ['Opus 4.6 V1', ids[1]],
    ['Opus 4.6', ids[1]],
    ['Sonnet 4.5 V1', ids[2]],
    ['Sonnet 4.5', ids[2]],
    ['Sonnet 4 V1', ids[3]],
    ['3.5 Sonnet', ids[4]],
    ['3.5 Sonnet V2', ids[5]],
  ])('Claude %s is %s', (model, baseId) => {
    expect(collectModelQuotas([geo(model, 7)], ids)).toEqual([{ baseId, scope: 'geo', tokensPerMinute: 7 }]);
  });

  it('the quota of the 1M context window never stands for the model', () => {
    expect(collectModelQuotas([geo('Sonnet 4.5 V1 1M Context Length', 1)], ids)).toEqual([]);
  });

  it('a model that the region does not offer has no quota', () => {
    expect(collectModelQuotas([geo('Opus 9', 1)], ids)).toEqual([]);
  });

  it('both limits of a model come together, each scope by itself, zero included', () => {
    const way = (start: string, unit: string, value: number) => ({
      name: `${start} model inference ${unit} per minute for Anthropic Claude Sonnet 4.6`,
      value,
    });
    const quotas = [
      way('Cross-region', 'tokens', 500),
      way('Global cross-region', 'tokens', 900),
      way('Cross-region', 'requests', 0),
    ];
    expect(collectModelQuotas(quotas, ids)).toEqual([
      { baseId: ids[0], scope: 'geo', tokensPerMinute: 500, requestsPerMinute: 0 },
      { baseId: ids[0], scope: 'global', tokensPerMinute: 900 },
    ]);
  });

  it('of two rows that limit the same the lower one holds, whatever their order', () => {
    const rows = [geo('Sonnet 4.6', 5), geo('Sonnet 4.6 V1', 3)];
    for (const quotas of [rows, rows.toReversed()]) {
      expect(collectModelQuotas(quotas, ids)).toEqual([{ baseId: ids[0], scope: 'geo', tokensPerMinute: 3 }]);
    }
  });
});
