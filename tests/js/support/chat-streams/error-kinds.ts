// Errors in the forms of the providers.
import {
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  type ChatFormat,
} from '../../../../js/src/chat/index.js';
import { openai, say, STOPPED } from './completions.js';
import { events, JSON_TYPE, typed, type ChatStream } from './stream.js';

const failure = (
  name: string,
  sent: unknown,
  error: object,
  format: ChatFormat = openaiChat,
): ChatStream => ({
  name: `error fields: ${name}`,
  format,
  body: events(sent),
  expected: { error: { name: 'ChatError', ...error } },
});

export const ERROR_KINDS: readonly ChatStream[] = [
  openai(
    'an error is final: [DONE] follows',
    events(say('Hel'), { error: { message: 'Gone' } }, '[DONE]'),
    {
      text: 'Hel',
      error: { name: 'ChatError', reason: 'Gone' },
    },
  ),
  openai(
    'an error is final: text and a finish follow',
    events({ error: { message: 'Gone' } }, say('Hel', 'stop'), '[DONE]'),
    {
      error: { name: 'ChatError', reason: 'Gone' },
    },
  ),
  {
    name: 'an error is final: a finish of a UI stream follows',
    format: vercelUiMessages,
    body: events(
      { type: 'error', errorText: 'Gone' },
      { type: 'finish', finishReason: 'stop' },
      '[DONE]',
    ),
    expected: { error: { name: 'ChatError', reason: 'Gone' } },
  },
  failure(
    'a text',
    { error: 'model not loaded' },
    { reason: 'model not loaded', raw: 'model not loaded' },
  ),
  failure(
    'base_resp of MiniMax',
    { base_resp: { status_code: 1004, status_msg: 'login fail' } },
    { reason: 'login fail', code: 1004 },
  ),
  failure(
    'error_code and error_msg of Baidu',
    { error_code: 336003, error_msg: 'bad messages' },
    { reason: 'bad messages', code: 336003 },
  ),
  failure(
    'status_code 200 beside the error of SambaNova',
    { error: { message: 'No' }, status_code: 200 },
    { reason: 'No' },
  ),
  failure(
    "Anthropic's shape under another format",
    typed('error', { error: { type: 'overloaded_error', message: 'Overloaded' } }),
    { type: 'overloaded_error', reason: 'Overloaded' },
  ),
  failure(
    'an event of the Responses API',
    typed('error', { code: 'server_error', message: 'No', param: null }),
    { code: 'server_error', reason: 'No', type: undefined },
    openaiResponses,
  ),
  failure(
    'a list of what is wrong with the request',
    { detail: [{ loc: ['body'], msg: 'Field required' }] },
    { reason: '[{"loc":["body"],"msg":"Field required"}]' },
  ),
  failure(
    'a list of errors',
    { success: false, errors: [{ code: 7003, message: 'No route' }] },
    { code: 7003, reason: 'No route' },
  ),
  failure(
    'a message and a code, alone',
    { code: 'InvalidApiKey', message: 'Invalid key', request_id: '1' },
    { code: 'InvalidApiKey', reason: 'Invalid key' },
  ),
  openai(
    'error fields: a JSON body with 200 in place of the stream',
    '{"code":"Some requested entity was not found","error":"The model does not exist"}',
    {
      error: {
        name: 'ChatError',
        reason: 'The model does not exist',
        code: 'Some requested entity was not found',
      },
    },
    JSON_TYPE,
  ),
  openai(
    'success codes are no errors',
    events({
      ...say('Hello', 'stop'),
      base_resp: { status_code: 0, status_msg: '' },
      error: null,
      error_code: 0,
    }),
    {
      text: 'Hello',
      finish: STOPPED,
    },
  ),
];
