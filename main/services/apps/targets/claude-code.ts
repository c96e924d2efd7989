import { inFolderOf, inHome, joinPlace } from '../places.ts';
import type { OneClickTarget } from '../target.ts';

/** Anthropic's Claude Code, in the terminal and in editors: `env` of its user settings wins over the shell's variables. */
export const claudeCode: OneClickTarget = {
  id: 'claude-code',
  name: 'Claude Code',
  way: 'one-click',
  seenAs: ['claude-code'],
  commands: ['claude'],
  traces: (place) => [inFolderOf(place, 'CLAUDE_CONFIG_DIR', ['.claude']), inHome(place, '.claude.json')],
  format: 'jsonc',
  files: (place) => [joinPlace(place, inFolderOf(place, 'CLAUDE_CONFIG_DIR', ['.claude']), 'settings.json')],
  needsModels: false,
  edits: ({ baseUrl, key }) => [
    { path: ['env', 'ANTHROPIC_BASE_URL'], value: baseUrl },
    { path: ['env', 'ANTHROPIC_AUTH_TOKEN'], value: key },
    { path: ['env', 'CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY'], value: '1' },
    // A second credential is sent beside the first, and a cloud's own switch wins over the address.
    { path: ['env', 'ANTHROPIC_API_KEY'], value: undefined },
    { path: ['env', 'CLAUDE_CODE_USE_BEDROCK'], value: undefined },
    { path: ['env', 'CLAUDE_CODE_USE_VERTEX'], value: undefined },
    { path: ['env', 'CLAUDE_CODE_USE_FOUNDRY'], value: undefined },
  ],
  keyNote:
    'Claude Code reads the key from its own settings file, so this machine’s kRouter key is written there.',
  variables: [
    'ANTHROPIC_API_KEY',
    'CLAUDE_CODE_USE_BEDROCK',
    'CLAUDE_CODE_USE_VERTEX',
    'CLAUDE_CODE_USE_FOUNDRY',
  ],
  steps: () => [
    { text: 'Start a new session; /status shows the address.', copy: 'claude' },
    {
      text: 'If the VS Code extension asks you to sign in, give it ANTHROPIC_BASE_URL and ANTHROPIC_AUTH_TOKEN here too.',
      copy: 'claudeCode.environmentVariables',
    },
  ],
};
