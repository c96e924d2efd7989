/** Shorter ones stand in ordinary words and numbers. */
const SHORTEST_SECRET = 8;

/**
 * The text without these secrets, raw or URL-encoded. Upstreams quote what they were sent: AWS explains a wrong
 * signature with the canonical request, session token included.
 */
export function conceal(text: string, secrets: Iterable<string>): string {
  let shown = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of [secret, encodeURIComponent(secret)]) shown = shown.replaceAll(form, '[redacted]');
  }
  return shown;
}
