import { describe, expect, it } from 'vitest';
import { demoCredentials } from '../../../main/simulator/demo-credentials.ts';
import { ask, fail } from '../fetch-transport.ts';
import { bedrock, SONNET, until } from '../start-services.ts';
import type { Stage } from './stage.ts';

const PASTED = [
  `export AWS_ACCESS_KEY_ID="${demoCredentials.accessKeyId}"`,
  `export AWS_SECRET_ACCESS_KEY="${demoCredentials.secretAccessKey}"`,
].join('\n');

export function describeWizardCalls(open: () => Stage): void {
  describe('the wizard', () => {
    it('finds the sign-in that the environment offers', async () => {
      const options = await ask(open().transport, 'wizard.detect', {});
      expect(options).toMatchObject([{ kind: 'env', credentials: { source: 'env' } }]);
    });

    it('keeps its place, without secrets', async () => {
      const { transport, services } = open();
      const state = {
        step: 'regions',
        providers: [bedrock(services.simulator, 'us-east-1')],
        simulated: false,
      } as const;
      await ask(transport, 'wizard.save', { ...state, providers: [...state.providers] });
      expect(await ask(transport, 'wizard.load', {})).toMatchObject(state);
    });

    it('takes pasted keys, checks with them and puts them into force, and never gives them back', async () => {
      const { transport, services } = open();
      const shown = await ask(transport, 'wizard.paste', { text: PASTED });
      expect(shown).toMatchObject({ kind: 'access-key', keyEnding: demoCredentials.accessKeyId.slice(-4) });
      expect(JSON.stringify(shown)).not.toContain(demoCredentials.secretAccessKey);

      const pasted = shown.handle;
      const provider = { ...bedrock(services.simulator, 'us-east-1'), id: 'pasted' };
      const { run } = await ask(transport, 'checks.start', { provider, pasted });
      await until(async () => (await ask(transport, 'checks.get', { run })).state !== 'running');
      expect((await ask(transport, 'checks.get', { run })).state).toBe('passed');

      const state = { step: 'summary' as const, providers: [provider] };
      await ask(transport, 'wizard.finish', { state, pasted });
      expect(await services.chat(`pasted/${SONNET}`)).toContain('message_stop');
      expect(await ask(transport, 'wizard.load', {})).toBeUndefined();
      const list = await ask(transport, 'providers.list', {});
      expect(list.at(-1)).toMatchObject({ config: { id: 'pasted' }, credentials: { state: 'ready' } });
      expect(JSON.stringify(services.readFile())).not.toContain(demoCredentials.secretAccessKey);
      expect(services.logLines.join('')).not.toContain(demoCredentials.secretAccessKey);
      await ask(transport, 'providers.remove', { id: 'pasted' });
    });

    it('does not finish with a handle that is not known', async () => {
      const { transport, services } = open();
      const state = { step: 'summary' as const, providers: [bedrock(services.simulator, 'us-east-1')] };
      expect((await fail(transport, 'wizard.finish', { state, pasted: 'guess' })).code).toBe('not_found');
    });

    it('shows everything on simulated regions, which never come into the file', async () => {
      const { transport, services } = open();
      const state = await ask(transport, 'wizard.simulate', {});
      expect(state).toMatchObject({ step: 'checks', simulated: true });
      const [provider] = state.providers;
      if (provider === undefined) throw new Error('no simulated provider');
      const { run } = await ask(transport, 'checks.start', { provider });
      await until(async () => (await ask(transport, 'checks.get', { run })).state !== 'running');
      expect((await ask(transport, 'checks.get', { run })).state).toBe('passed');
      await ask(transport, 'wizard.finish', { state });
      expect(await services.chat(`${provider.id}/${SONNET}`)).toContain('message_stop');
      expect(JSON.stringify(services.readFile())).not.toContain('simulated');
      for (const { id } of state.providers) await ask(transport, 'providers.remove', { id });
    });
  });
}
