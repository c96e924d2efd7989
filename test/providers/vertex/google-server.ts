import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../listen.ts';

/** One call of the fake Google, after its token was checked. */
export interface VertexCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** A token endpoint that verifies what it is shown, and a Vertex that takes only the tokens it gave out. */
export interface GoogleServer {
  readonly url: string;
  /** The key file of the one service account it knows. */
  readonly keyFile: string;
  readonly calls: VertexCall[];
  /** Tokens given out so far. */
  readonly issued: string[];
  /** What Vertex answers from now on. */
  answer(reply: (call: VertexCall) => Answer): void;
  /** How long new tokens live, in seconds. */
  lifetime(seconds: number): void;
  /** Takes a token out of force. */
  revoke(token: string): void;
  close(): Promise<void>;
}

const EMAIL = 'krouter@my-project.iam.gserviceaccount.com';
const KEY_ID = '0123456789abcdef';

export interface GoogleOptions {
  /** Google's clock, in milliseconds since 1970. */
  now(): number;
  /** The service account's key, by `makePrivateKey`. */
  readonly privateKey: KeyObject;
}

export function makePrivateKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

export async function startGoogle({ now, privateKey }: GoogleOptions): Promise<GoogleServer> {
  const publicKey = createPublicKey(privateKey);
  const state = { seconds: 3600, reply: (_: VertexCall): Answer => ({ status: 404, body: '{}' }) };
  const calls: VertexCall[] = [];
  const issued: string[] = [];
  const alive = new Set<string>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const send = ({ status = 200, type = 'application/json', body: out }: Answer) =>
      response.writeHead(status, { 'content-type': type, 'request-id': 'req_vrtx_1' }).end(out);
    if (request.url === '/token') {
      const problem = checkAssertion(new URLSearchParams(body), {
        publicKey,
        audience: `${url}/token`,
        seconds: now() / 1000,
      });
      if (problem !== undefined) {
        send({ status: 400, body: JSON.stringify({ error: 'invalid_grant', error_description: problem }) });
        return;
      }
      const token = `ya29.token-${issued.length}`;
      issued.push(token);
      alive.add(token);
      send({
        body: JSON.stringify({ access_token: token, expires_in: state.seconds, token_type: 'Bearer' }),
      });
      return;
    }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!alive.has(token)) return void send(UNAUTHENTICATED);
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: body === '' ? undefined : JSON.parse(body),
    };
    calls.push(call);
    send(state.reply(call));
  }

  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    keyFile: JSON.stringify({
      type: 'service_account',
      project_id: 'my-project',
      private_key_id: KEY_ID,
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      client_email: EMAIL,
      token_uri: `${url}/token`,
    }),
    calls,
    issued,
    answer: (reply) => {
      state.reply = reply;
    },
    lifetime: (seconds) => {
      state.seconds = seconds;
    },
    revoke: (token) => alive.delete(token),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const UNAUTHENTICATED: Answer = {
  status: 401,
  body: JSON.stringify({
    error: {
      code: 401,
      message: 'Request had invalid authentication credentials.',
      status: 'UNAUTHENTICATED',
    },
  }),
};

interface Expected {
  readonly publicKey: KeyObject;
  readonly audience: string;
  /** Since 1970. */
  readonly seconds: number;
}

/** What is wrong with a request for a token; undefined when nothing is. */
function checkAssertion(form: URLSearchParams, expected: Expected): string | undefined {
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return 'wrong grant type';
  const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  const header = readPart(head);
  if (header.alg !== 'RS256' || header.kid !== KEY_ID) return 'wrong algorithm or key';
  const signed = Buffer.from(`${head}.${claims}`);
  const isGenuine = verify('RSA-SHA256', signed, expected.publicKey, Buffer.from(signature, 'base64url'));
  return isGenuine ? checkClaims(readPart(claims), expected) : 'Invalid JWT Signature.';
}

function checkClaims(
  claims: ReturnType<typeof readPart>,
  { audience, seconds }: Expected,
): string | undefined {
  const { iss, aud, scope, iat, exp } = claims;
  if (iss !== EMAIL || aud !== audience) return 'wrong issuer or audience';
  if (scope !== 'https://www.googleapis.com/auth/cloud-platform') return 'wrong scope';
  const isShort = iat <= seconds + 60 && exp >= seconds && exp - iat <= 3600;
  return isShort ? undefined : 'Token must be a short-lived token';
}

function readPart(part: string) {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}
