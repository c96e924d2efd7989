import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { ContentPart } from './inference-types.ts';
import { putBytes, putMessage, putText, readMessage } from './proto.ts';

/** The fields of a `ContentPart`. */
export function writeContentPart(writer: BinaryWriter, part: ContentPart): void {
  switch (part.kind) {
    case 'text':
      putText(writer, 1, part.text);
      return;
    case 'image':
      putMessage(writer, 2, () => {
        putBytes(writer, 1, part.data);
        putText(writer, 2, part.mimeType);
      });
      return;
    case 'file':
      putMessage(writer, 3, () => {
        putBytes(writer, 1, part.data);
        putText(writer, 2, part.mediaType);
        putText(writer, 3, part.filename);
      });
  }
}

/** Undefined for a kind yet unknown. @throws Error when it is no message */
export function readContentPart(bytes: Uint8Array): ContentPart | undefined {
  let part: ContentPart | undefined;
  readMessage(bytes, (field) => {
    const text = field.number === 1 ? field.text() : undefined;
    if (text !== undefined) part = { kind: 'text', text };
    const media = field.number === 2 || field.number === 3 ? field.bytes() : undefined;
    if (media !== undefined) part = readMedia(media, field.number === 2);
  });
  return part;
}

function readMedia(bytes: Uint8Array, isImage: boolean): ContentPart {
  let data = new Uint8Array(0);
  let mediaType = '';
  let filename = '';
  readMessage(bytes, (field) => {
    if (field.number === 1) data = Uint8Array.from(field.bytes() ?? data);
    else if (field.number === 2) mediaType = field.text() ?? '';
    else if (field.number === 3) filename = field.text() ?? '';
  });
  return isImage ? { kind: 'image', data, mimeType: mediaType } : { kind: 'file', data, mediaType, filename };
}
