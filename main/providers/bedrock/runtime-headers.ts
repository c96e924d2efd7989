import type { ChatRequest } from '../../core/chat-request.ts';
import { encodeOptionHeaders, runtimeOptions } from '../../dialects/bedrock-converse/runtime-options.ts';
import { tierHeader } from './tier-header.ts';

/** What InvokeModel is told in headers: the service tier, and what a client of Bedrock itself said for its runtime. */
export function runtimeHeaders(request: ChatRequest): Readonly<Record<string, string>> {
  return { ...tierHeader(request.serviceTier), ...encodeOptionHeaders(runtimeOptions(request)) };
}
