import type { AppDiff, ConnectedApp } from '../../../contract/connected-app.ts';

/** Apps in every state and of every way. */
export function sampleApps(now: number): ConnectedApp[] {
  return [
    {
      id: 'claude-code',
      name: 'Claude Code',
      way: 'one-click',
      state: 'connected',
      file: '~/.claude/settings.json',
      lastSeenAt: now - 42_000,
      steps: [],
    },
    {
      id: 'opencode',
      name: 'opencode',
      way: 'one-click',
      state: 'not-connected',
      file: '~/.config/opencode/opencode.json',
      steps: [
        { text: 'Or start it once without changing its file.', copy: 'OPENCODE_CONFIG_CONTENT=… opencode' },
      ],
    },
    {
      id: 'aider',
      name: 'aider',
      way: 'one-click',
      state: 'changed-by-hand',
      file: '~/.aider.conf.yml',
      conflict: 'OPENAI_API_BASE is set in this shell and wins over the file.',
      steps: [],
    },
    {
      id: 'jetbrains',
      name: 'JetBrains AI Assistant',
      way: 'guided',
      state: 'not-connected',
      steps: [
        { text: 'Open Settings, Tools, AI Assistant, Providers & API keys.' },
        { text: 'Choose OpenAI-compatible and paste the URL.', copy: 'http://localhost:20128/v1' },
        { text: 'Add one model per entry.', copy: 'claude-sonnet-4-6' },
      ],
    },
    {
      id: 'zed',
      name: 'Zed',
      way: 'one-click',
      state: 'not-installed',
      file: '~/.config/zed/settings.json',
      steps: [],
    },
    {
      id: 'cursor',
      name: 'Cursor',
      way: 'impossible',
      state: 'not-connected',
      steps: [],
      reason: 'Its servers make the calls and cannot reach this machine. Use Claude Code inside it.',
    },
  ];
}

export const SAMPLE_DIFF: AppDiff = {
  id: 'opencode',
  file: '~/.config/opencode/opencode.json',
  before: '{\n  "$schema": "https://opencode.ai/config.json",\n  "theme": "system"\n}\n',
  after:
    '{\n  "$schema": "https://opencode.ai/config.json",\n  "theme": "system",\n  "provider": {\n    "krouter": {\n      "npm": "@ai-sdk/anthropic",\n      "options": { "baseURL": "http://localhost:20128/v1" }\n    }\n  }\n}\n',
  keys: [{ key: 'provider.krouter', before: undefined, after: {} }],
};
