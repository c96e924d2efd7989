/**
 * True for the models that InvokeModel is for: Claude, and an ARN behind which the account's owner keeps one. Every other
 * vendor's model speaks Converse.
 */
export function isClaude(baseId: string): boolean {
  return baseId.startsWith('arn:') || baseId.includes('claude') || baseId.includes('anthropic.');
}
