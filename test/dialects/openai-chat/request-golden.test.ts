import { decodeRequest } from '../../../main/dialects/openai-chat/decode-request.ts';
import { encodeOpenaiChatRequest } from '../../../main/dialects/openai-chat/encode-request.ts';
import { describeRequestGoldens } from '../openai-vocabulary/describe-request-goldens.ts';

describeRequestGoldens({
  dialect: 'openai-chat',
  decode: decodeRequest,
  encodeOwn: (request) => encodeOpenaiChatRequest(request, { maxTokensField: 'max_tokens' }),
  encodeForeign: (request) => encodeOpenaiChatRequest(request, { maxTokensField: 'max_completion_tokens' }),
});
