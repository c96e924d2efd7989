import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Transport } from '../../../contract/transport.ts';
import type { SignIn } from '../../../contract/wizard.ts';
import { ask, fail } from '../fetch-transport.ts';
import { bedrock, SONNET, until } from '../start-services.ts';
import type { Stage } from './stage.ts';

const PORTAL = {
  kind: 'portal',
  startUrl: 'https://example.awsapps.com/start',
  region: 'us-east-1',
} as const;
const ROLE = { accountId: '123456789012', roleName: 'BedrockUser' };

export function describeSignInCalls(open: () => Stage): void {
  describe('signing in', () => {
    it('goes by a code and a browser to an account, a role and a streamed answer', async () => {
      const { transport, services } = open();
      const { id } = await ask(transport, 'signIn.start', { target: PORTAL });
      const waiting = await reach(transport, id, 'waiting');
      expect(waiting.url).toContain(waiting.userCode);
      expect(waiting.expiresAt).toBeGreaterThan(Date.now());
      services.simulator.sso.answer(waiting.userCode ?? '', 'approved');
      await reach(transport, id, 'choose-role');
      const accounts = await ask(transport, 'signIn.accounts', { id });
      expect(accounts.map(({ name }) => name)).toEqual(['Production', 'Sandbox']);
      const { accountId } = ROLE;
      expect(await ask(transport, 'signIn.roles', { id, accountId })).toEqual(['BedrockUser', 'ReadOnly']);
      const { credentials } = await ask(transport, 'signIn.choose', { id, ...ROLE });
      if (credentials === undefined) throw new Error('no credentials');
      const provider = { ...bedrock(services.simulator, 'us-east-1'), id: 'signed-in', credentials };
      await ask(transport, 'providers.save', { provider });
      expect(await services.chat(`signed-in/${SONNET}`)).toContain('message_stop');
      expect(JSON.stringify(services.readFile())).not.toContain('ASIA');
      await ask(transport, 'providers.remove', { id: 'signed-in' });
    });

    it('says when it was denied, and can be cancelled', async () => {
      const { transport, services } = open();
      const denied = await ask(transport, 'signIn.start', { target: PORTAL });
      const { userCode } = await reach(transport, denied.id, 'waiting');
      services.simulator.sso.answer(userCode ?? '', 'denied');
      expect((await reach(transport, denied.id, 'failed')).problem).toContain('denied in the browser');
      const other = await ask(transport, 'signIn.start', { target: PORTAL });
      await reach(transport, other.id, 'waiting');
      await ask(transport, 'signIn.cancel', { id: other.id });
      expect((await ask(transport, 'signIn.get', { id: other.id })).state).toBe('cancelled');
      expect((await fail(transport, 'signIn.accounts', { id: other.id })).code).toBe('conflict');
      expect((await fail(transport, 'signIn.get', { id: 'guess' })).code).toBe('not_found');
    });

    it('refuses profiles that are not there and names that could be options', async () => {
      const { transport } = open();
      const { id } = await ask(transport, 'signIn.start', { target: { kind: 'profile', profile: 'nobody' } });
      expect((await reach(transport, id, 'failed')).problem).toContain('There is no profile "nobody"');
      const target = { kind: 'command', command: 'login', profile: '--debug' } as const;
      expect((await fail(transport, 'signIn.start', { target })).code).toBe('invalid_input');
    });

    it.skipIf(process.platform === 'win32')(
      "runs AWS's command line without a shell, and shows it",
      async () => {
        const { transport, services } = open();
        expect(await ask(transport, 'awsCli.get', {})).toMatchObject({ login: false });
        installCommand(services.folder);
        expect(await ask(transport, 'awsCli.get', {})).toEqual({
          version: '2.32.1',
          ssoLogin: true,
          login: true,
        });
        const target = { kind: 'command', command: 'login', profile: 'a b' } as const;
        const { id } = await ask(transport, 'signIn.start', { target });
        const done = await reach(transport, id, 'done');
        expect(done.output).toContain('[login][--profile][a b][--region][us-east-1]');
        expect(done.credentials).toEqual({ source: 'login', profile: 'a b' });
      },
    );

    it('looks at a file of certificates and says what is wrong with it', async () => {
      const { transport, services } = open();
      const caFile = join(services.folder, 'ca.pem');
      writeFileSync(caFile, 'not a certificate');
      const report = await ask(transport, 'network.check', {
        network: { caFile, proxy: 'http://someone@127.0.0.1:9' },
        password: 'canary-proxy-password',
      });
      expect(report.ok).toBe(false);
      expect(report.findings.join(' ')).toContain('holds no PEM certificate');
      expect(services.logLines.join('')).not.toContain('canary-proxy-password');
    });
  });
}

async function reach(transport: Transport, id: string, state: SignIn['state']): Promise<SignIn> {
  const look = () => ask(transport, 'signIn.get', { id });
  await until(async () => (await look()).state === state);
  return look();
}

/** A program that answers as the real one does, and prints its arguments one by one. */
function installCommand(folder: string): void {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh
if [ "$1" = "--version" ]; then echo "aws-cli/2.32.1 Python/3.13.7 Linux/6.1 exe/x86_64"; exit 0; fi
for argument in "$@"; do printf '[%s]' "$argument"; done
echo
`;
  writeFileSync(join(bin, 'aws'), script);
  chmodSync(join(bin, 'aws'), 0o755);
}
