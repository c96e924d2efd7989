import type { Headers } from '../core/codec.ts';
import { cleanName } from './clean-name.ts';

/** Who is calling, as far as the request's headers tell. */
export interface CallingApp {
  /** `claude-code`, `codex`, `openai-python`, …; `unknown` without a user agent. */
  readonly app: string;
  /** The app's own id of the conversation. */
  readonly sessionId: string | null;
}

/** Reads the app and its session from a request's headers (names in lower case). */
export function callingApp(headers: Headers): CallingApp {
  return { app: appName(headers), sessionId: sessionOf(headers) };
}

/** Beginnings of user agents in lower case; the first that fits names the app. */
const USER_AGENTS: readonly (readonly [start: string, app: string])[] = [
  ['claude-cli/', 'claude-code'],
  ['claude-code/', 'claude-code'],
  ['codex_cli_rs/', 'codex'],
  ['codex', 'codex'],
  ['opencode/', 'opencode'],
  ['geminicli', 'gemini-cli'],
  ['google-genai-sdk/', 'google-genai'],
  ['qwencode/', 'qwen-code'],
  ['roo', 'roo-code'],
  ['kilo', 'kilo-code'],
  ['cline', 'cline'],
  ['zed/', 'zed'],
  ['continue/', 'continue'],
  ['cursor/', 'cursor'],
  ['githubcopilot', 'github-copilot'],
  ['litellm/', 'litellm'],
  ['aider/', 'aider'],
  ['ai-sdk/', 'vercel-ai-sdk'],
  ['ai/', 'vercel-ai-sdk'],
  ['asyncopenai/python', 'openai-python'],
  ['openai/python', 'openai-python'],
  ['asyncazureopenai/python', 'openai-python'],
  ['azureopenai/python', 'openai-python'],
  ['openai/js', 'openai-node'],
  ['openai/go', 'openai-go'],
  ['openai/java', 'openai-java'],
  ['asyncanthropic/python', 'anthropic-python'],
  ['anthropic/python', 'anthropic-python'],
  ['anthropic/js', 'anthropic-node'],
  ['anthropic/go', 'anthropic-go'],
  ['anthropic/java', 'anthropic-java'],
  ['aws-sdk-', 'aws-sdk'],
  ['boto3/', 'boto3'],
  ['kiro', 'kiro'],
  ['ollama-python/', 'ollama-python'],
  ['ollama-js/', 'ollama-node'],
  ['python-requests/', 'python-requests'],
  ['python-httpx/', 'python-httpx'],
  ['curl/', 'curl'],
  ['mozilla/', 'browser'],
];

function appName(headers: Headers): string {
  const agent = (headers['user-agent'] ?? '').trim().toLowerCase();
  // Apps built on an SDK carry the SDK's user agent and name themselves in `originator` or `x-title`.
  const title = headers['originator'] ?? headers['x-title'];
  if (title !== undefined && title !== '') return known(title.toLowerCase()) ?? slug(title);
  if (agent === '') return 'unknown';
  return known(agent) ?? slug(firstProduct(agent));
}

function known(agent: string): string | undefined {
  return USER_AGENTS.find(([start]) => agent.startsWith(start))?.[1];
}

function firstProduct(agent: string): string {
  const end = agent.search(/[/\s(]/);
  return end < 0 ? agent : agent.slice(0, end);
}

/** At most 40 of letters, digits, dot and dash, so that a hostile header cannot flood the lists. */
function slug(text: string): string {
  const name = text
    .slice(0, 40)
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? 'unknown' : name;
}

const SESSION_HEADERS = ['x-claude-code-session-id', 'session_id', 'session-id', 'x-session-id'] as const;

function sessionOf(headers: Headers): string | null {
  for (const name of SESSION_HEADERS) {
    const value = headers[name];
    if (value !== undefined && value !== '') return cleanName(value, 128);
  }
  return null;
}
