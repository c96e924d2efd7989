import { AppError } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type {
  BodyRule,
  CallLine,
  ClientProtocol,
  EndpointCall,
  InfoEndpoint,
} from '../../core/client-protocol.ts';
import { answerModels, answerProfiles, answerUsageLimits } from './account-answers.ts';
import { kiroDialect } from './kiro-dialect.ts';

const JSON_BODY: BodyRule = {
  as: 'json',
  contentType: /^application\/(json|x-amz-json-1\.[01])[\t ]*(?:;|$)/i,
};

/** Chats, and what answers the other questions, by the operation that `x-amz-target` names after its service. */
const CHATS: ReadonlySet<string> = new Set(['GenerateAssistantResponse', 'SendMessage']);
const QUESTIONS: ReadonlyMap<string, InfoEndpoint['answer']> = new Map<string, InfoEndpoint['answer']>([
  ['ListAvailableModels', (_call, models) => answerModels(models)],
  ['GetUsageLimits', answerUsageLimits],
  ['ListAvailableProfiles', answerProfiles],
]);

const CHAT_PATHS = ['/generateAssistantResponse', '/SendMessageStreaming'];
const MODELS = '/ListAvailableModels';
const LIMITS = '/getUsageLimits';
const PROFILES = '/ListAvailableProfiles';

/** Kiro and Amazon Q Developer: the chat, and the questions about an account that their clients ask before it. */
export const kiroProtocol: ClientProtocol = {
  name: 'kiro',
  endpoints: [
    { kind: 'chat', paths: CHAT_PATHS, dialect: kiroDialect, body: JSON_BODY, decode: decodeChat },
    {
      kind: 'chat',
      paths: ['/'],
      dialect: kiroDialect,
      body: JSON_BODY,
      decode: decodeTargeted,
      inform: ({ headers }) => QUESTIONS.get(operationOf(headers['x-amz-target'])),
    },
    {
      kind: 'info',
      method: 'GET',
      paths: [MODELS],
      dialect: kiroDialect,
      answer: (_call, models) => answerModels(models),
    },
    {
      kind: 'info',
      method: 'GET',
      paths: [LIMITS],
      dialect: kiroDialect,
      usesModels: false,
      answer: answerUsageLimits,
    },
    {
      kind: 'info',
      method: 'POST',
      paths: [PROFILES],
      dialect: kiroDialect,
      body: JSON_BODY,
      usesModels: false,
      answer: answerProfiles,
    },
  ],
  claims: (call) => (isKiroCall(call) ? kiroDialect : undefined),
};

function decodeChat({ body }: EndpointCall): ChatRequest {
  return kiroDialect.decodeRequest(body);
}

function decodeTargeted(call: EndpointCall): ChatRequest {
  const target = call.headers['x-amz-target'];
  if (CHATS.has(operationOf(target))) return decodeChat(call);
  const named = target === undefined ? 'without an x-amz-target' : `for ${target.slice(0, 200)}`;
  throw new AppError({ code: 'route_not_found', message: `There is nothing at POST / ${named}.` });
}

function operationOf(target = ''): string {
  return target.slice(target.indexOf('.') + 1);
}

/** Every path of its own, and the services' names in `x-amz-target`. */
const PATHS: ReadonlySet<string> = new Set([...CHAT_PATHS, MODELS, LIMITS, PROFILES]);
const TARGET = /^Amazon(CodeWhisperer|QDeveloper)/;

function isKiroCall({ path, headers }: CallLine): boolean {
  return PATHS.has(path) || TARGET.test(headers['x-amz-target'] ?? '');
}
