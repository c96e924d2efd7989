import { type JsonObject, listOf, objectOf, objectsOf, textOf } from '../json.ts';

/** A Converse body as the Messages body that says the same: the simulated model reads only those. */
export function toMessagesBody(body: JsonObject): JsonObject {
  const inference = objectOf(body['inferenceConfig']);
  const config = objectOf(body['toolConfig']);
  const choice = toChoice(objectOf(config['toolChoice']));
  const schema = objectOf(
    objectOf(objectOf(objectOf(body['outputConfig'])['textFormat'])['structure'])['jsonSchema'],
  );
  const system = toBlocks(body['system']);
  const tools = withCache(listOf(config['tools']), (tool) => toTool(tool));
  return {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: inference['maxTokens'] ?? 4096,
    messages: objectsOf(body['messages']).map(({ role, content }) => ({ role, content: toBlocks(content) })),
    ...(system.length > 0 && { system }),
    ...(tools.length > 0 && { tools }),
    ...(choice && { tool_choice: choice }),
    ...(inference['stopSequences'] !== undefined && { stop_sequences: inference['stopSequences'] }),
    ...(inference['temperature'] !== undefined && { temperature: inference['temperature'] }),
    ...(inference['topP'] !== undefined && { top_p: inference['topP'] }),
    ...(typeof schema['schema'] === 'string' && {
      output_config: { format: { type: 'json_schema', schema: JSON.parse(schema['schema']) } },
    }),
  };
}

/** A cache point is a mark on what stands before it. */
function withCache(
  list: readonly unknown[],
  convert: (item: JsonObject) => JsonObject,
): readonly JsonObject[] {
  const out: JsonObject[] = [];
  for (const item of objectsOf(list)) {
    const point = item['cachePoint'];
    const last = out.at(-1);
    if (point === undefined) out.push(convert(item));
    else if (last) out[out.length - 1] = { ...last, cache_control: toCacheControl(objectOf(point)) };
  }
  return out;
}

function toCacheControl({ ttl }: JsonObject): JsonObject {
  return ttl === undefined ? { type: 'ephemeral' } : { type: 'ephemeral', ttl };
}

function toBlocks(content: unknown): readonly JsonObject[] {
  return withCache(listOf(content), toBlock);
}

function toBlock(block: JsonObject): JsonObject {
  const { text, image, document, toolUse, toolResult, reasoningContent } = block;
  if (text !== undefined) return { type: 'text', text };
  if (image !== undefined) return toImage(objectOf(image));
  if (document !== undefined) return toDocument(objectOf(document));
  if (toolUse !== undefined) {
    const { toolUseId: id, name, input } = objectOf(toolUse);
    return { type: 'tool_use', id, name, input };
  }
  if (toolResult !== undefined) {
    const { toolUseId, content, status } = objectOf(toolResult);
    const parts = objectsOf(content).map((part) =>
      part['json'] === undefined ? toBlock(part) : { type: 'text', text: JSON.stringify(part['json']) },
    );
    return {
      type: 'tool_result',
      tool_use_id: toolUseId,
      content: parts,
      ...(status === 'error' && { is_error: true }),
    };
  }
  const { reasoningText, redactedContent } = objectOf(reasoningContent);
  if (redactedContent !== undefined) return { type: 'redacted_thinking', data: redactedContent };
  const { text: thinking, signature } = objectOf(reasoningText);
  return { type: 'thinking', thinking, ...(signature !== undefined && { signature }) };
}

function toImage({ format, source }: JsonObject): JsonObject {
  const data = textOf(objectOf(source)['bytes']);
  return { type: 'image', source: { type: 'base64', media_type: `image/${textOf(format)}`, data } };
}

function toDocument({ format, name, source }: JsonObject): JsonObject {
  const { bytes, text } = objectOf(source);
  const inner =
    format === 'pdf'
      ? { type: 'base64', media_type: 'application/pdf', data: bytes }
      : {
          type: 'text',
          media_type: 'text/plain',
          data: text ?? Buffer.from(textOf(bytes), 'base64').toString('utf8'),
        };
  return { type: 'document', source: inner, title: name };
}

function toTool({ toolSpec }: JsonObject): JsonObject {
  const { name, description, inputSchema } = objectOf(toolSpec);
  return {
    name,
    ...(description !== undefined && { description }),
    input_schema: objectOf(inputSchema)['json'],
  };
}

function toChoice(choice: JsonObject): JsonObject | undefined {
  if (choice['any'] !== undefined) return { type: 'any' };
  if (choice['tool'] !== undefined) return { type: 'tool', name: objectOf(choice['tool'])['name'] };
  return undefined;
}
