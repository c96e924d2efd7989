import type { JsonObject } from '../../core/json.ts';
import { type ModelCapabilities, modelCan } from '../../core/model-capabilities.ts';
import { CODEX_INSTRUCTIONS } from './codex-instructions.ts';

/** A model to offer to Codex. */
export interface CodexModel {
  readonly id: string;
  readonly displayName: string;
  readonly contextTokens?: number;
  readonly capabilities?: ModelCapabilities;
}

/** The context of a model that does not tell: Claude's smallest, in tokens. */
const LEAST_CONTEXT = 200_000;

/** Codex shows 10 000 tokens of a tool's output to its own models too. */
const TRUNCATION = { mode: 'tokens', limit: 10_000 } as const;

const EFFORTS = [
  { effort: 'low', description: 'Answers fast, thinks little' },
  { effort: 'medium', description: 'Balances speed and depth' },
  { effort: 'high', description: 'Thinks longer about hard problems' },
  { effort: 'xhigh', description: 'Thinks as long as it needs' },
] as const;

/**
 * `GET /v1/models?client_version=…`, by which Codex shows itself: its catalogue in `models`, and OpenAI's list beside
 * it for versions that read that. With an entry of its own a model is sent reasoning settings and custom tools.
 */
export function encodeCodexModelList(models: readonly CodexModel[]): JsonObject {
  return { object: 'list', data: models.map(listed), models: models.map(encodeCodexModel) };
}

/** One entry of the catalogue; `index` is its place in the picker. */
export function encodeCodexModel(model: CodexModel, index = 0): JsonObject {
  return {
    slug: model.id,
    display_name: model.displayName,
    description: `${model.displayName} through kRouter`,
    default_reasoning_level: 'medium',
    supported_reasoning_levels: EFFORTS,
    shell_type: 'shell_command',
    visibility: 'list',
    supported_in_api: true,
    priority: index + 1,
    upgrade: null,
    base_instructions: CODEX_INSTRUCTIONS,
    supports_reasoning_summaries: modelCan(model, 'reasoning'),
    default_reasoning_summary: 'auto',
    support_verbosity: false,
    default_verbosity: null,
    apply_patch_tool_type: 'freeform',
    truncation_policy: TRUNCATION,
    supports_parallel_tool_calls: true,
    context_window: model.contextTokens ?? LEAST_CONTEXT,
    experimental_supported_tools: [],
    input_modalities: modelCan(model, 'images') ? ['text', 'image'] : ['text'],
  };
}

function listed(model: CodexModel): JsonObject {
  return { id: model.id, object: 'model', created: 0, owned_by: 'krouter' };
}
