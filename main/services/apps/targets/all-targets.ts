import type { AppTarget } from '../target.ts';
import { aider } from './aider.ts';
import { bedrockApps } from './bedrock-apps.ts';
import { claudeCode } from './claude-code.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { continueDev } from './continue-dev.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { goose } from './goose.ts';
import { jetbrains } from './jetbrains.ts';
import { ollamaApps } from './ollama-apps.ts';
import { opencode } from './opencode.ts';
import { rooCode } from './roo-code.ts';
import { vsCode } from './vs-code.ts';
import { xcode } from './xcode.ts';
import { zed } from './zed.ts';

/** Every app that kRouter knows, in the order of the page. */
export const allTargets: readonly AppTarget[] = [
  claudeCode,
  codex,
  vsCode,
  opencode,
  continueDev,
  zed,
  aider,
  goose,
  cline,
  rooCode,
  jetbrains,
  xcode,
  geminiCli,
  ollamaApps,
  bedrockApps,
  cursor,
];
