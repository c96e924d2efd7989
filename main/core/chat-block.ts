import type { DialectName } from './dialect-name.ts';

/** A prompt-cache breakpoint after the block that carries it. */
export interface CacheBreakpoint {
  readonly ttl?: '5m' | '1h';
}

interface BlockBase {
  readonly cache?: CacheBreakpoint;
  /**
   * The block exactly as the client sent it, in the request's dialect. An encoder of the same dialect emits it
   * unchanged. Whoever alters a block leaves `source` out, here and on the message.
   */
  readonly source?: unknown;
}

/** Bytes or a pointer to them. Only `base64` and `text` can be carried to Bedrock. */
export type Media =
  | { readonly kind: 'base64'; readonly mediaType: string; readonly data: string }
  | { readonly kind: 'text'; readonly mediaType: string; readonly text: string }
  | { readonly kind: 'blocks'; readonly blocks: readonly ContentBlock[] }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'file'; readonly fileId: string };

export interface TextBlock extends BlockBase {
  readonly type: 'text';
  readonly text: string;
}

export interface ImageBlock extends BlockBase {
  readonly type: 'image';
  readonly media: Media;
}

export interface DocumentBlock extends BlockBase {
  readonly type: 'document';
  readonly media: Media;
  readonly title?: string;
  readonly context?: string;
  readonly citations?: boolean;
}

export interface ThinkingBlock extends BlockBase {
  readonly type: 'thinking';
  readonly thinking: string;
  /** Opaque proof from the model's vendor; without it the block cannot be replayed. */
  readonly signature?: string;
}

export interface RedactedThinkingBlock extends BlockBase {
  readonly type: 'redacted-thinking';
  readonly data: string;
}

export interface ToolUseBlock extends BlockBase {
  readonly type: 'tool-use';
  readonly id: string;
  readonly name: string;
  /** The arguments as JSON text, as written by whoever wrote them. Empty means no arguments. */
  readonly arguments: string;
}

export interface ToolResultBlock extends BlockBase {
  readonly type: 'tool-result';
  readonly toolUseId: string;
  readonly content: readonly ContentBlock[];
  readonly isError: boolean;
}

/** A block only its own dialect understands, carried through untouched. */
export interface OpaqueBlock extends BlockBase {
  readonly type: 'opaque';
  readonly dialect: DialectName;
  /** The dialect's own name of the block, for error messages. */
  readonly name: string;
  readonly source: unknown;
}

export type ContentBlock =
  | TextBlock
  | ImageBlock
  | DocumentBlock
  | ThinkingBlock
  | RedactedThinkingBlock
  | ToolUseBlock
  | ToolResultBlock
  | OpaqueBlock;
