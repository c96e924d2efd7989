/** Tiers of Bedrock's own; Anthropic's `auto` and `standard_only` mean its default. */
const TIERS: ReadonlySet<string> = new Set(['priority', 'default', 'flex', 'reserved']);

/** The service tier as a header, which is where Bedrock wants it. */
export function tierHeader(tier: string | undefined): Readonly<Record<string, string>> {
  return tier !== undefined && TIERS.has(tier) ? { 'x-amzn-bedrock-service-tier': tier } : {};
}
