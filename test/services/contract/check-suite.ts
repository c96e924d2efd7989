import { describe, expect, it } from 'vitest';
import { ask, fail } from '../fetch-transport.ts';
import { bedrock, SONNET, until } from '../start-services.ts';
import { type Stage, watch } from './stage.ts';

export function describeCheckCalls(open: () => Stage): void {
  describe('checks', () => {
    it('try a provider step by step, each told as it comes', async () => {
      const { transport, services } = open();
      const live = await watch(transport);
      const provider = bedrock(services.simulator, 'us-east-1');
      const { run } = await ask(transport, 'checks.start', { provider });
      expect(await live.find('check-finished', (event) => event.run === run)).toMatchObject({
        state: 'passed',
      });
      live.stop();
      const { state, steps } = await ask(transport, 'checks.get', { run });
      expect(state).toBe('passed');
      expect(steps.map((step) => `${step.step} ${step.state}`)).toEqual([
        'clock ok',
        'credentials ok',
        'identity ok',
        'models ok',
        'access ok',
        'answer ok',
      ]);
      const told = live.events.filter((event) => event.type === 'check-progressed');
      expect(told.some(({ step }) => step.state === 'running')).toBe(true);
    });

    it('stop where nothing further can work, and say what helps', async () => {
      const { transport, services } = open();
      const provider = {
        ...bedrock(services.simulator, 'us-east-1'),
        credentials: { source: 'api-key', variable: 'NOT_SET_ANYWHERE' } as const,
      };
      const { run } = await ask(transport, 'checks.start', { provider });
      await until(async () => (await ask(transport, 'checks.get', { run })).state === 'failed');
      const { steps } = await ask(transport, 'checks.get', { run });
      const failed = steps.find(({ state }) => state === 'failed');
      expect(failed).toMatchObject({ step: 'credentials', fix: { kind: 'edit-credentials' } });
      expect(failed?.said).toContain('NOT_SET_ANYWHERE');
      expect(steps.filter(({ state }) => state === 'skipped').map(({ step }) => step)).toEqual([
        'identity',
        'models',
        'access',
        'answer',
      ]);
    });

    it('end when they are cancelled', async () => {
      const { transport, services } = open();
      const provider = bedrock(services.simulator, 'us-west-2');
      const { run } = await ask(transport, 'checks.start', { provider });
      await ask(transport, 'checks.cancel', { run });
      const { state } = await ask(transport, 'checks.get', { run });
      expect(['cancelled', 'passed']).toContain(state);
      expect((await fail(transport, 'checks.cancel', { run: 'none' })).code).toBe('not_found');
    });
  });

  it('makes a policy of just what the chosen models need', async () => {
    const { json } = await ask(open().transport, 'policy.make', {
      providers: ['bedrock-us-east-1'],
      models: [SONNET],
      extras: ['list'],
      account: '111122223333',
    });
    const policy: unknown = JSON.parse(json);
    expect(policy).toMatchObject({
      Statement: [
        {
          Sid: 'CallProfiles',
          Resource: [`arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.${SONNET}`],
        },
        {
          Sid: 'CallModelsThroughProfiles',
          Resource: expect.arrayContaining([
            `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`,
            `arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`,
          ]),
          Condition: {
            StringLike: {
              'bedrock:InferenceProfileArn': [
                `arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.${SONNET}`,
              ],
            },
          },
        },
        { Sid: 'CountTokens' },
        { Sid: 'ListModels' },
      ],
    });
  });

  it('makes no policy for models that nobody offers', async () => {
    const none = { providers: ['bedrock-us-east-1'], models: ['anthropic.claude-never-1'], extras: [] };
    expect((await fail(open().transport, 'policy.make', none)).code).toBe('invalid_input');
  });
}
