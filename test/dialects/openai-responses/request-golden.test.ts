import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';
import { encodeResponsesRequest } from '../../../main/dialects/openai-responses/encode-request.ts';
import { describeRequestGoldens } from '../openai-vocabulary/describe-request-goldens.ts';

describeRequestGoldens({
  dialect: 'openai-responses',
  decode: decodeRequest,
  encodeOwn: (request) => encodeResponsesRequest(request, { isReasoningModel: true }),
  encodeForeign: (request) => encodeResponsesRequest(request, { isReasoningModel: false }),
});
