/** A settings file as people have it, for every app whose settings kRouter edits: path in the home folder, text. */
export const REAL_CONFIGS = {
  'claude-code': [
    '.claude/settings.json',
    `{
  "$schema": "https://json.schemastore.org/claude-code-settings.json",
  "permissions": {
    "allow": ["Bash(npm run test:*)", "Read(~/.zshrc)"],
    "deny": ["Read(./.env)"]
  },
  "env": {
    "ANTHROPIC_API_KEY": "sk-ant-api03-secret-of-theirs",
    "CLAUDE_CODE_USE_BEDROCK": "1",
    "DISABLE_TELEMETRY": "1"
  },
  "model": "opus"
}
`,
  ],
  codex: ['.codex/krouter.config.toml', '# mine\nmodel_reasoning_effort = "high"\n'],
  'vs-code': [
    '.config/Code/User/chatLanguageModels.json',
    `[
	{
		"name": "Azure",
		"vendor": "azure",
		"apiKey": "\${input:chat.lm.secret.-42}",
		"models": []
	}
]`,
  ],
  opencode: [
    '.config/opencode/opencode.jsonc',
    `{
  // the theme comes first
  "$schema": "https://opencode.ai/config.json",
  "provider": {
    "ollama": { "npm": "@ai-sdk/openai-compatible", "options": { "baseURL": "http://localhost:11434/v1" } }, // local
  },
  "autoupdate": true, /* please */
}
`,
  ],
  continue: [
    '.continue/config.yaml',
    `name: My config
version: 0.0.1
schema: v1

# chat models
models:
  - name: GPT
    provider: openai
    model: gpt-4
    apiKey: sk-theirs-123456 # not ours
    roles: [chat]

context:
  - provider: code
`,
  ],
  zed: [
    '.config/zed/settings.json',
    `// Zed settings
//
// For information on how to configure Zed, see the Zed
{
  "ui_font_size": 16,
  "agent": {
    "default_model": { "provider": "zed.dev", "model": "claude-sonnet-4" },
  },
  "theme": { "mode": "system", "light": "One Light", "dark": "One Dark" }
}
`,
  ],
  aider: [
    '.aider.conf.yml',
    `##########################################################
# Sample .aider.conf.yml
##########################################################

## Specify the model to use for the main chat
model: sonnet
#openai-api-key: xxx
read: [CONVENTIONS.md, anotherfile.txt]
dark-mode: true
`,
  ],
  goose: [
    '.config/goose/custom_providers/krouter.json',
    '{\n  "name": "krouter",\n  "engine": "openai"\n}\n',
  ],
} as const satisfies Record<string, readonly [path: string, text: string]>;
