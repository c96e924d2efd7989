/**
 * The family of a model id, which is what prices go by: `us.anthropic.claude-opus-4-6-v1`,
 * `anthropic.claude-opus-4-6` and `claude-opus-4-6[1m]` are all `claude-opus-4-6`; so is an inference-profile ARN.
 */
export function modelFamily(id: string): string {
  const name = id.slice(id.lastIndexOf('/') + 1);
  const vendor = name.lastIndexOf('anthropic.');
  return (vendor < 0 ? name : name.slice(vendor + 'anthropic.'.length)).replace(VERSION, '');
}

/** `-20250929-v1:0`, `@20250929`, `-v1`, `-1:0`, `-latest`, each also before `[1m]`. */
const VERSION = /(?:[-@]\d{8})?(?:-v\d+(?::\d+[a-z]*)*|-\d+:\d+)?(?:-latest)?(?:\[1m\])?$/;
