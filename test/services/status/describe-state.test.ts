import { describe, expect, it } from 'vitest';
import type { TargetHealth } from '../../../main/routing/describe-health.ts';
import { describeState } from '../../../main/services/status/describe-state.ts';

const LISTENING = { kind: 'listening', address: { host: '127.0.0.1', port: 20_128 } } as const;

const target = (region: string, state: TargetHealth['state'], message?: string): TargetHealth => ({
  target: `bedrock-${region}/m`,
  provider: `bedrock-${region}`,
  model: 'm',
  region,
  state,
  why: 'breaker open',
  score: 1,
  breaker: { state: 'closed', remainingMs: 0 },
  throttledMs: 0,
  lastError: message === undefined ? undefined : { code: 'upstream_error', message, at: 0 },
});

const facts = { routing: LISTENING, inFlight: 0, providers: 2, health: [] };

describe('the state of the whole', () => {
  it('is stopped when nothing listens, whatever else is true', () => {
    expect(describeState({ ...facts, routing: { kind: 'stopped' }, inFlight: 3 })).toMatchObject({
      state: 'stopped',
    });
  });

  it('is an error with the reason when the port cannot be had', () => {
    const routing = { kind: 'failed', message: 'another program has port 20128.' } as const;
    expect(describeState({ ...facts, routing })).toEqual({
      state: 'error',
      summary: 'another program has port 20128.',
    });
  });

  it('is running, then busy', () => {
    expect(describeState(facts)).toMatchObject({ state: 'running', baseUrl: 'http://127.0.0.1:20128' });
    expect(describeState({ ...facts, inFlight: 1 }).summary).toBe('Answering 1 request.');
    expect(describeState({ ...facts, inFlight: 2 })).toMatchObject({
      state: 'busy',
      summary: 'Answering 2 requests.',
    });
  });

  it('is degraded without providers, since no model can answer', () => {
    expect(describeState({ ...facts, providers: 0 })).toMatchObject({ state: 'degraded' });
  });

  it('is degraded while one region fails and another answers', () => {
    const health = [target('us-east-1', 'ejected'), target('us-west-2', 'healthy')];
    expect(describeState({ ...facts, health })).toMatchObject({
      state: 'degraded',
      summary: 'us-east-1 is failing; other providers answer.',
    });
  });

  it('is degraded while a quota is used up', () => {
    const health = [target('us-east-1', 'limited'), target('us-west-2', 'limited')];
    expect(describeState({ ...facts, health }).summary).toBe(
      'us-east-1, us-west-2 are at the limit of the quota.',
    );
  });

  it('is degraded, before any trouble of a region, while a budget stops requests', () => {
    const stopped = 'Requests are stopped until Tue 1 Dec, 00:00 UTC: budget "team" is spent.';
    const health = [target('us-east-1', 'ejected', 'Sign in again.')];
    expect(describeState({ ...facts, health, stopped })).toMatchObject({
      state: 'degraded',
      summary: stopped,
      baseUrl: 'http://127.0.0.1:20128',
    });
    expect(describeState({ ...facts, stopped, routing: { kind: 'stopped' } })).toMatchObject({
      state: 'stopped',
    });
  });

  it('is an error, with the cause, only when every provider fails', () => {
    const health = [target('us-east-1', 'ejected', 'Sign in again.'), target('us-west-2', 'ejected')];
    const all = describeState({ ...facts, health });
    expect(all).toMatchObject({ state: 'error' });
    expect(all.summary).toContain('Sign in again.');
    expect(describeState({ ...facts, providers: 3, health })).toMatchObject({ state: 'degraded' });
  });

  it('gives an address that this machine can open, also for wildcards and IPv6', () => {
    const at = (host: string) =>
      describeState({ ...facts, routing: { kind: 'listening', address: { host, port: 1 } } }).baseUrl;
    expect(at('0.0.0.0')).toBe('http://127.0.0.1:1');
    expect(at('::1')).toBe('http://[::1]:1');
  });
});
