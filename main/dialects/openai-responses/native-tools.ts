import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** The tools that OpenAI defines and the client runs. For any other vendor's model they are functions. */
export type NativeToolName = 'local_shell' | 'shell' | 'apply_patch';

export interface NativeTool {
  readonly description: string;
  readonly inputSchema: JsonObject;
  /** The type of the item that calls it. */
  readonly callType: string;
  /** The member of that item which holds the call's arguments. */
  readonly member: 'action' | 'operation';
  /** Arguments as the model gave them, in the shape of that member. What does not fit is left out. */
  toMember(args: JsonObject): JsonObject;
}

export const NATIVE_TOOLS: { readonly [name in NativeToolName]: NativeTool } = {
  local_shell: {
    description:
      'Runs one command on the user’s machine, given as its argument list, and returns its output.',
    inputSchema: {
      type: 'object',
      properties: {
        command: { type: 'array', items: { type: 'string' }, description: 'Program and arguments.' },
        working_directory: { type: 'string' },
        timeout_ms: { type: 'integer' },
        env: { type: 'object', additionalProperties: { type: 'string' } },
      },
      required: ['command'],
    },
    callType: 'local_shell_call',
    member: 'action',
    toMember: (args) => ({
      type: 'exec',
      command: stringsOf(args['command']),
      env: isJsonObject(args['env']) ? args['env'] : {},
      timeout_ms: numberOrNull(args['timeout_ms']),
      user: null,
      working_directory: stringOrNull(args['working_directory']),
    }),
  },
  shell: {
    description:
      'Runs shell commands on the user’s machine, one after another, and returns the output of each.',
    inputSchema: {
      type: 'object',
      properties: {
        commands: { type: 'array', items: { type: 'string' }, description: 'Shell command lines.' },
        timeout_ms: { type: 'integer' },
        max_output_length: { type: 'integer', description: 'Most characters of output to return.' },
      },
      required: ['commands'],
    },
    callType: 'shell_call',
    member: 'action',
    toMember: (args) => ({
      commands: stringsOf(args['commands']),
      timeout_ms: numberOrNull(args['timeout_ms']),
      max_output_length: numberOrNull(args['max_output_length']),
    }),
  },
  apply_patch: {
    description: 'Creates, changes or deletes one file of the user’s.',
    inputSchema: {
      type: 'object',
      properties: {
        type: { type: 'string', enum: ['create_file', 'update_file', 'delete_file'] },
        path: { type: 'string' },
        diff: {
          type: 'string',
          description:
            'For create_file the content with + before each line; for update_file hunks that begin with @@, whose lines begin with a space, + or -. Not used by delete_file.',
        },
      },
      required: ['type', 'path'],
    },
    callType: 'apply_patch_call',
    member: 'operation',
    toMember: (args) => ({
      type: args['type'] ?? 'update_file',
      path: args['path'] ?? '',
      ...(args['type'] === 'delete_file' ? {} : { diff: args['diff'] ?? '' }),
    }),
  },
};

/** Tells the name of a native tool from any other text. */
export function isNativeToolName(name: unknown): name is NativeToolName {
  return typeof name === 'string' && Object.hasOwn(NATIVE_TOOLS, name);
}

/** The item's member as the arguments the model would have given: absent settings are absent, not null. */
export function nativeArguments(name: NativeToolName, member: JsonObject): JsonObject {
  const known = NATIVE_TOOLS[name].inputSchema['properties'];
  if (!isJsonObject(known)) return {};
  const entries = Object.entries(member).filter(([key, value]) => value != null && Object.hasOwn(known, key));
  return Object.fromEntries(entries);
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
