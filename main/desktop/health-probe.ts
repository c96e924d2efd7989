import { get } from 'node:http';
import { z } from 'zod';

/** What answers at an address: our own server, another kRouter, another program, or nobody. */
export type ProbeResult =
  | { readonly kind: 'ours' }
  | { readonly kind: 'other-krouter'; readonly version: string }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'silent' };

/** The loopback answers in a few milliseconds or is in trouble. */
const TIMEOUT_MS = 2_000;
const MAX_BYTES = 4_096;

const healthSchema = z.object({ status: z.literal('ok'), instance: z.string(), version: z.string() });

/** Asks `/health` and tells by the instance's id whose it is. Never throws. */
export async function probeHealth(baseUrl: string, instance: string): Promise<ProbeResult> {
  const text = await fetchText(`${baseUrl}/health`).catch(() => undefined);
  if (text === undefined) return { kind: 'silent' };
  const health = healthSchema.safeParse(parse(text));
  if (!health.success) return { kind: 'stranger' };
  if (health.data.instance === instance) return { kind: 'ours' };
  return { kind: 'other-krouter', version: health.data.version };
}

function fetchText(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { timeout: TIMEOUT_MS, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MAX_BYTES) response.destroy();
      });
      response.on('end', () => resolve(text));
      response.on('close', () => resolve(text));
      response.on('error', reject);
    });
    // A program that accepts and says nothing is a stranger, too, but not ours to wait for.
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
