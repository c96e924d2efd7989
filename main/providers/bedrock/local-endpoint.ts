/** An endpoint on this machine stands for all of AWS; a VPC endpoint serves Bedrock alone. */
export function localEndpoint(endpoint: string | undefined): string | undefined {
  const local =
    endpoint !== undefined && /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$)/.test(endpoint);
  return local ? endpoint : undefined;
}
