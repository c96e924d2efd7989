import { request } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { demoBearerKey, demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import { claudeBody, HAIKU_45, startOne } from './support.ts';

/** The time of the regions under test. */
export const NOW = Date.parse('2026-11-22T12:00:00Z');
export const temporary = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'temporary-secret',
  sessionToken: 'session-token==',
};
export const expired = { ...temporary, accessKeyId: 'ASIAEXPIRED', expiresAt: NOW };
export const PATH = `/model/${encodeURIComponent(HAIKU_45)}/invoke`;

/** A region at `NOW` that knows the keys above. */
export function startSecured() {
  return startOne({
    clock: () => NOW,
    accessKeys: [demoCredentials, temporary, expired],
    bearerKeys: [demoBearerKey],
  });
}

export interface Attempt {
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  region?: string;
  service?: string;
  at?: number;
  path?: string;
  method?: string;
  body?: string;
  signHeaders?: Record<string, string>;
  /** Changes what is sent after it was signed. */
  tamper?: (sent: { path: string; body: string; headers: Record<string, string> }) => void;
}

/** Signs with the Smithy signer and sends. */
export async function send(target: SimulatedRegion, attempt: Attempt) {
  const { path = PATH, method = 'POST', service = 'bedrock' } = attempt;
  const body = attempt.body ?? JSON.stringify(claudeBody('hi'));
  const host = new URL(target.endpoint).host;
  const signer = new SignatureV4({
    service,
    region: attempt.region ?? 'us-east-1',
    credentials: attempt.credentials ?? demoCredentials,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      headers: { host, 'content-type': 'application/json', ...attempt.signHeaders },
      body,
    },
    { signingDate: new Date(attempt.at ?? NOW) },
  );
  const sent = { path, body, headers: { ...signed.headers } };
  attempt.tamper?.(sent);
  return raw(target, sent, method);
}

/** Sends what it is given. */
export function raw(
  target: SimulatedRegion,
  sent: { path: string; body: string; headers: Record<string, string | string[]> },
  method = 'POST',
) {
  return new Promise<{ status: number; name: string; text: string; date: string }>((resolve, reject) => {
    const outgoing = request(
      target.endpoint,
      { method, path: sent.path, headers: sent.headers },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        incoming.on('end', () => {
          const name = String(incoming.headers['x-amzn-errortype'] ?? '').split(':')[0] ?? '';
          resolve({ status: incoming.statusCode ?? 0, name, text, date: String(incoming.headers.date) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(sent.body);
  });
}
