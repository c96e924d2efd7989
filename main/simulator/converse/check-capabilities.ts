import type { ConverseTraits } from '../catalog/model-traits.ts';
import { type JsonObject, listOf, objectOf, objectsOf } from '../json.ts';
import { firstText } from '../validation/model-request.ts';
import { type ConverseRequest, membersOf } from './converse-request.ts';

/** What a model of another vendor cannot do. Claude's limits are told by Claude's own rules. */
export function checkCapabilities({ body, model, stream }: ConverseRequest): string | undefined {
  const traits = model.converse;
  if (traits === undefined) return undefined;
  const messages = objectsOf(body['messages']);
  if (stream && !traits.streaming) return 'The model is unsupported for streaming.';
  return (
    checkSystem(body, traits) ??
    checkTools(objectOf(body['toolConfig']), traits, stream) ??
    checkInference(body, traits) ??
    firstText(messages, (message, index) => checkContent(message, index, traits)) ??
    checkCaching(body, traits)
  );
}

function checkSystem(body: JsonObject, { system }: ConverseTraits): string | undefined {
  if (system || listOf(body['system']).length === 0) return undefined;
  return "This model doesn't support system messages. Try again without a system message or use a model that supports system messages.";
}

function checkTools(config: JsonObject, traits: ConverseTraits, stream: boolean): string | undefined {
  if (listOf(config['tools']).length === 0) return undefined;
  if (traits.tools === 'none') return "This model doesn't support tool use.";
  if (traits.tools === 'whole' && stream) return "This model doesn't support tool use in streaming mode.";
  const choice = objectOf(config['toolChoice']);
  const refused = choice['tool'] !== undefined && traits.forcedTool !== 'named' ? 'tool' : undefined;
  const name = refused ?? (choice['any'] !== undefined && traits.forcedTool === 'none' ? 'any' : undefined);
  return name === undefined ? undefined : refusedField(`toolConfig.toolChoice.${name}`);
}

function checkInference(body: JsonObject, traits: ConverseTraits): string | undefined {
  const { stopSequences } = objectOf(body['inferenceConfig']);
  if (!traits.stopSequences && listOf(stopSequences).length > 0) return refusedField('stopSequences');
  const fields = objectOf(body['additionalModelRequestFields']);
  const stranger = Object.keys(fields).find((name) => !traits.fields.includes(name));
  if (stranger !== undefined) {
    return `The model returned the following errors: Malformed input request: #: extraneous key [${stranger}] is not permitted, please reformat your input and try again.`;
  }
  const greatest = objectOf(fields['reasoningConfig'])['maxReasoningEffort'] === 'high';
  const limited = Object.keys(objectOf(body['inferenceConfig'])).some((name) => name !== 'stopSequences');
  return greatest && limited
    ? 'The model returned the following errors: maxTokens, temperature and topP cannot be set when maxReasoningEffort is high.'
    : undefined;
}

function checkContent(message: JsonObject, index: number, traits: ConverseTraits): string | undefined {
  const results = membersOf(message, 'toolResult');
  const images = [...membersOf(message, 'image'), ...results.flatMap((result) => membersOf(result, 'image'))];
  if (images.length > 0 && !traits.images) {
    return "This model doesn't support the image content block that you provided. Update the content block and try again.";
  }
  if (membersOf(message, 'document').length > 0 && !traits.documents)
    return "This model doesn't support documents.";
  const others = objectsOf(message['content']).some(
    ({ toolResult, cachePoint }) => !toolResult && !cachePoint,
  );
  if (!traits.mixedResults && results.length > 0 && others) {
    return `messages.${index}.content: Conversation blocks and tool result blocks cannot be provided in the same turn.`;
  }
  return checkReasoning(message, traits);
}

function checkReasoning(message: JsonObject, { reasons }: ConverseTraits): string | undefined {
  const replayed = membersOf(message, 'reasoningContent');
  if (replayed.length === 0) return undefined;
  if (message['role'] === 'user') {
    return 'User messages cannot contain reasoning content. Please remove the reasoning content and try again.';
  }
  if (!reasons) return refusedField('reasoningContent');
  const signed = replayed.some(({ reasoningText }) => objectOf(reasoningText)['signature'] !== undefined);
  return signed ? refusedField('reasoningContent.reasoningText.signature') : undefined;
}

function checkCaching(body: JsonObject, { caching }: ConverseTraits): string | undefined {
  if (caching || !JSON.stringify(body).includes('"cachePoint":{')) return undefined;
  return 'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.';
}

function refusedField(name: string): string {
  return `This model doesn't support the ${name} field. Remove ${name} and try again.`;
}
