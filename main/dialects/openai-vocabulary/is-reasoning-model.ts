/** OpenAI's families that think: `o1` … `o4-mini`, `gpt-5` and later, `codex-…`; not their `chat` variants. */
const REASONING = /^(o\d|gpt-[5-9]|codex-)(?!.*-chat)/;

/** True for a model of OpenAI's that takes reasoning settings and refuses sampling settings. */
export function isReasoningModel(model: string): boolean {
  return REASONING.test(model.slice(model.lastIndexOf('/') + 1));
}
