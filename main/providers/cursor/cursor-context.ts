import type { CursorProviderConfig } from '../../../contract/config.ts';
import type { ChildProcesses } from '../../platform/ports/child-process.ts';
import type { DuplexHttp } from '../../platform/ports/duplex-http.ts';
import type { ApiKeySource } from '../plain-api/api-key-source.ts';

/** What the operations of one provider share. */
export interface CursorContext {
  readonly config: CursorProviderConfig;
  readonly apiKey: ApiKeySource;
  readonly children: ChildProcesses;
  readonly duplex: DuplexHttp;
  /** kRouter's own name and version. */
  readonly userAgent: string;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
}
