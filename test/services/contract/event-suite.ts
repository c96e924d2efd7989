import { describe, expect, it } from 'vitest';
import { ask } from '../fetch-transport.ts';
import { SONNET } from '../start-services.ts';
import { type Stage, watch } from './stage.ts';

export function describeEvents(open: () => Stage): void {
  describe('live events', () => {
    it('begin with the status', async () => {
      const live = await watch(open().transport);
      live.stop();
      expect(live.events[0]).toMatchObject({ type: 'status-changed', status: { state: 'running' } });
    });

    it('follow a request from its first word to its row', async () => {
      const { transport, services } = open();
      const live = await watch(transport);
      const west = services.simulator.region('us-west-2');
      await west.fault({ kind: 'slow-first-byte', ms: 600 });
      const answer = services.chat(`bedrock-us-west-2/${SONNET}`);
      const { requests } = await live.find('requests-progressed');
      expect(requests[0]).toMatchObject({ modelAsked: `bedrock-us-west-2/${SONNET}`, app: 'claude-code' });
      expect(await live.find('status-changed', ({ status }) => status.inFlight === 1)).toBeDefined();
      expect(await ask(transport, 'requests.live', {})).toHaveLength(1);
      await answer;
      const { row } = await live.find('request-finished', (event) => event.row.id === requests[0]?.id);
      expect(row).toMatchObject({ outcome: 'ok', provider: 'bedrock-us-west-2' });
      expect(await live.find('status-changed', ({ status }) => status.today.tokens > 0)).toBeDefined();
      await west.fault();
      live.stop();
    });

    it('say what another page has changed', async () => {
      const { transport } = open();
      const live = await watch(transport);
      await ask(transport, 'combos.save', { id: 'told', models: [SONNET] });
      await live.find('combos-changed');
      await ask(transport, 'combos.remove', { id: 'told' });
      await ask(transport, 'settings.save', { defaultMaxTokens: 6_000 });
      await live.find('settings-changed');
      const ids = ['bedrock-us-east-1', 'bedrock-us-west-2'];
      await ask(transport, 'providers.reorder', { ids });
      await live.find('providers-changed');
      live.stop();
    });

    it('tell when a region stops answering, with the reason', async () => {
      const { transport, services } = open();
      const live = await watch(transport);
      const west = services.simulator.region('us-west-2');
      await west.fault({ kind: 'named', name: 'scp-deny' });
      await services.chat(`bedrock-us-west-2/${SONNET}`);
      await live.find('regions-changed');
      const { text } = await live.find('notice-raised');
      expect(text).toContain('bedrock-us-west-2 does not answer');
      const cards = await ask(transport, 'regions.list', {});
      expect(cards.find(({ provider }) => provider === 'bedrock-us-west-2')).toMatchObject({ state: 'down' });
      expect(await ask(transport, 'status.get', {})).toMatchObject({ state: 'degraded' });
      await west.fault();
      live.stop();
    });

    it('stop when the page goes', async () => {
      const { transport } = open();
      const live = await watch(transport);
      live.stop();
      const before = live.events.length;
      await ask(transport, 'settings.save', { defaultMaxTokens: 7_000 });
      expect(live.events).toHaveLength(before);
    });
  });
}
