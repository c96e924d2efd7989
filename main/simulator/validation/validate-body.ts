import { validationError } from '../aws-error.ts';
import { checkBetas } from './check-betas.ts';
import { checkCaching } from './check-caching.ts';
import { checkKnownFields } from './check-known-fields.ts';
import { checkLimits } from './check-limits.ts';
import { checkImages } from './check-media.ts';
import { checkMessages } from './check-messages.ts';
import { checkOutputConfig } from './check-output-config.ts';
import { checkSampling } from './check-sampling.ts';
import { checkThinking } from './check-thinking.ts';
import { checkToolPairing } from './check-tool-pairing.ts';
import { checkTools } from './check-tools.ts';
import { checkVersion } from './check-version.ts';
import { firstBroken, type ModelRequest, type Rule } from './model-request.ts';

const RULES: readonly Rule[] = [
  checkVersion,
  checkBetas,
  checkKnownFields,
  checkLimits,
  checkMessages,
  checkTools,
  checkToolPairing,
  checkImages,
  checkThinking,
  checkOutputConfig,
  checkSampling,
  checkCaching,
];

/** @throws AwsError ValidationException with Bedrock's text for the first rule that a Claude body breaks. */
export function validateBody(request: ModelRequest): void {
  const text = firstBroken(RULES, request);
  if (text !== undefined) throw validationError(text);
}
