/** Under which name a proxy's password is kept: it belongs to the proxy, whichever providers go through it. */
export function proxySecretId(proxy: string): string {
  return `proxy:${proxy
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase()}`;
}
