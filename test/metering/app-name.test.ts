import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callingApp } from '../../main/metering/app-name.ts';

/** Any UTF-16 units, halves of pairs and control characters among them. */
const anyText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units));

describe('the calling app', () => {
  it.each([
    ['claude-cli/2.1.14 (external, cli)', 'claude-code'],
    ['codex_cli_rs/0.58.0 (Ubuntu 24.4.0; x86_64) xterm', 'codex'],
    ['OpenAI/Python 2.8.1', 'openai-python'],
    ['AsyncOpenAI/Python 2.8.1', 'openai-python'],
    ['OpenAI/JS 6.49.0', 'openai-node'],
    ['Anthropic/Python 0.75.0', 'anthropic-python'],
    ['Anthropic/JS 1.12.0', 'anthropic-node'],
    ['GeminiCLI/0.20.0/gemini-3-pro (linux; x64)', 'gemini-cli'],
    ['google-genai-sdk/3.1.0 gl-node/v20', 'google-genai'],
    ['opencode/1.0.12', 'opencode'],
    ['curl/8.5.0', 'curl'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'browser'],
    ['MyTool/1.2 (+https://example.test)', 'mytool'],
    ['"><script>alert(1)</script>', 'script-alert'],
    ['', 'unknown'],
    ['***', 'unknown'],
  ])('%s is %s', (agent, app) => {
    expect(callingApp({ 'user-agent': agent }).app).toBe(app);
  });

  it('is unknown without headers', () => {
    expect(callingApp({})).toEqual({ app: 'unknown', sessionId: null });
  });

  it('may name itself over the SDK it is built on', () => {
    expect(callingApp({ 'user-agent': 'OpenAI/JS 6.49.0', 'x-title': 'Roo Code' }).app).toBe('roo-code');
    expect(callingApp({ 'user-agent': 'OpenAI/JS 6.49.0', 'x-title': 'My  Notes!' }).app).toBe('my-notes');
    expect(callingApp({ 'user-agent': 'x', originator: 'codex_vscode' }).app).toBe('codex');
  });

  it('gives its session by the header it has for that', () => {
    expect(callingApp({ 'x-claude-code-session-id': 'abc' }).sessionId).toBe('abc');
    expect(callingApp({ session_id: 'def' }).sessionId).toBe('def');
  });

  it('is a short plain name and the session a clean one, whatever the headers say', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { app, sessionId } = callingApp({ 'user-agent': text, 'session-id': text });
        expect(app).toMatch(/^[a-z0-9.-]{1,40}$/);
        expect(sessionId ?? '').not.toMatch(/\p{Cc}|\p{Cs}/u);
        expect((sessionId ?? '').length).toBeLessThanOrEqual(128);
      }),
    );
  });
});
