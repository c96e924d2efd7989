import type { JsonObject } from '../../core/json.ts';
import { asArray, asObject, readOptionalArray, readString } from '../../core/read-field.ts';

/** One tool of a request, wherever it stood. */
export interface ListedTool {
  readonly tool: JsonObject;
  readonly path: string;
  /** The namespace it stood in. */
  readonly namespace?: string;
}

/** The tools of a body: `tools`, those inside namespaces, and those that `additional_tools` items bring. @throws AppError */
export function listTools(source: JsonObject): ListedTool[] {
  const listed = expand(readOptionalArray(source, 'tools'), 'tools');
  const { input } = source;
  if (!Array.isArray(input)) return listed;
  for (const [i, value] of input.entries()) {
    const path = `input[${i}]`;
    const item = asObject(value, path);
    if (item['type'] !== 'additional_tools') continue;
    listed.push(...expand(asArray(item['tools'], `${path}.tools`), `${path}.tools`));
  }
  return listed;
}

/** The name by which the model knows a tool: OpenAI keeps the namespace apart, other vendors have one name. */
export function qualifiedName(name: string, namespace: string | undefined): string {
  if (namespace === undefined || namespace === '') return name;
  return namespace.endsWith('__') ? `${namespace}${name}` : `${namespace}__${name}`;
}

function expand(tools: readonly unknown[], path: string): ListedTool[] {
  return tools.flatMap((value, i) => {
    const toolPath = `${path}[${i}]`;
    const tool = asObject(value, toolPath);
    if (tool['type'] !== 'namespace') return [{ tool, path: toolPath }];
    const namespace = readString(tool, 'name', toolPath);
    return readOptionalArray(tool, 'tools', toolPath).map((inner, j) => {
      const innerPath = `${toolPath}.tools[${j}]`;
      return { tool: asObject(inner, innerPath), path: innerPath, namespace };
    });
  });
}
