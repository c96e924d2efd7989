import { type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { imageType } from '../model/image-facts.ts';
import { firstText } from '../validation/model-request.ts';
import { membersOf } from './converse-request.ts';

const NAME = /^[A-Za-z0-9()[\]-]+(?: [A-Za-z0-9()[\]-]+)*$/;
const FORMATS: ReadonlySet<unknown> = new Set([
  'pdf',
  'csv',
  'doc',
  'docx',
  'xls',
  'xlsx',
  'html',
  'txt',
  'md',
]);

/** Images are what their format says; documents have a name of their own, and text beside them. */
export function checkMedia(messages: readonly JsonObject[]): string | undefined {
  const names = messages.flatMap((message) => membersOf(message, 'document')).map(({ name }) => name);
  if (new Set(names).size < names.length) {
    return 'The document names in your request are not unique. Give each document a name of its own and try again.';
  }
  return firstText(messages, (message) => {
    const documents = membersOf(message, 'document');
    const hasText = objectsOf(message['content']).some(({ text }) => text !== undefined);
    if (documents.length > 0 && !hasText) {
      return 'A text block must be included in a message that has a document block. Add a text block and try again.';
    }
    return firstText(imagesOf(message), checkImage) ?? firstText(documents, checkDocument);
  });
}

function imagesOf(message: JsonObject): readonly JsonObject[] {
  const inside = membersOf(message, 'toolResult').flatMap((result) => membersOf(result, 'image'));
  return [...membersOf(message, 'image'), ...inside];
}

function checkImage({ format, source }: JsonObject): string | undefined {
  const { bytes } = objectOf(source);
  if (imageType(textOf(bytes)) === `image/${textOf(format)}`) return undefined;
  return 'The provided image does not match the specified image format.';
}

function checkDocument({ format, name, source }: JsonObject): string | undefined {
  if (!FORMATS.has(format)) {
    return `1 validation error detected: Value '${String(format)}' at 'messages.member.content.member.document.format' failed to satisfy constraint: Member must satisfy enum value set: [${[...FORMATS].join(', ')}]`;
  }
  if (!NAME.test(textOf(name)) || textOf(name).length > 200) {
    return "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.";
  }
  const { bytes, text, content } = objectOf(source);
  const members = [bytes, text, content].filter((member) => member !== undefined);
  return members.length === 1 ? undefined : 'The document source must have exactly one member.';
}
