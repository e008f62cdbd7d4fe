// Streams of MCP tool calls over streamable HTTP. The tests send a request without an `id`: any response ends them.
import { mcpToolCall } from '../../../../js/src/chat/index.js';
import { events, JSON_TYPE, type ChatStream } from './stream.js';

export const rpc = (members: object): object => ({ jsonrpc: '2.0', ...members });
export const text = (value: string): object => ({ type: 'text', text: value });
export const result = (content: readonly object[], more: object = {}): object =>
  rpc({ id: 7, result: { content, ...more } });
export const progress = (done: number): object =>
  rpc({ method: 'notifications/progress', params: { progressToken: 7, progress: done } });
const PROGRESS = JSON.stringify(progress(1));
const interrupted = { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } };

const mcp = (name: string, body: string, expected: ChatStream['expected']): ChatStream => ({
  name,
  format: mcpToolCall,
  body,
  expected,
});

export const MCP: readonly ChatStream[] = [
  mcp('a result', events(result([text('Hello')])), { text: 'Hello', finish: ['stop'] }),
  mcp(
    'a priming event, notifications and requests before the result',
    `id: 1\nretry: 10\ndata:\n\n${events(
      progress(1),
      rpc({ id: 1, method: 'ping' }),
      result([text('Hel'), text('lo')]),
    )}`,
    {
      others: [PROGRESS, '{"jsonrpc":"2.0","id":1,"method":"ping"}'],
      text: 'Hello',
      finish: ['stop'],
    },
  ),
  mcp(
    'named events, and comments that keep the connection alive',
    `:\r\n\r\nevent: message\r\ndata: ${JSON.stringify(result([text('Hello')]))}\r\n\r\n:\r\n\r\n`,
    { text: 'Hello', finish: ['stop'] },
  ),
  mcp(
    'links are sources',
    events(
      result([
        text('See'),
        { type: 'resource_link', uri: 'file:///a.txt', name: 'a.txt', title: 'A' },
        { type: 'resource_link', uri: 'file:///b.txt', name: 'b.txt' },
      ]),
    ),
    {
      text: 'See',
      sources: [
        { url: 'file:///a.txt', title: 'A' },
        { url: 'file:///b.txt', title: 'b.txt' },
      ],
      finish: ['stop'],
    },
  ),
  ...[
    result([text('Hi'), { type: 'image', data: 'AA==', mimeType: 'image/png' }]),
    result([text('Hi')], { structuredContent: { greeting: 'Hi' } }),
  ].map((message) =>
    mcp('a result that is more than text', events(message), {
      text: 'Hi',
      others: [JSON.stringify(message)],
      finish: ['stop'],
    }),
  ),
  mcp('the result of another method', events(rpc({ id: 7, result: { tools: [] } })), {
    others: ['{"jsonrpc":"2.0","id":7,"result":{"tools":[]}}'],
    finish: ['stop'],
  }),
  mcp('a complete result, by its type', events(result([text('Hi')], { resultType: 'complete' })), {
    text: 'Hi',
    finish: ['stop', 'complete'],
  }),
  mcp(
    'a result that requires input',
    events(rpc({ id: 7, result: { resultType: 'input_required', inputRequests: {} } })),
    {
      others: [
        '{"jsonrpc":"2.0","id":7,"result":{"resultType":"input_required","inputRequests":{}}}',
      ],
      finish: ['other', 'input_required'],
    },
  ),
  mcp('a tool that failed', events(result([text('No'), text('file')], { isError: true })), {
    error: { name: 'ChatError', type: 'tool_error', reason: 'No\nfile' },
  }),
  mcp(
    'an error of the protocol',
    events(rpc({ id: 7, error: { code: -32602, message: 'Unknown tool' } })),
    { error: { name: 'ChatError', code: -32602, reason: 'Unknown tool' } },
  ),
  mcp('no result', events(progress(1)), { others: [PROGRESS], error: interrupted }),
  mcp('nothing but comments', ':\n\n', { error: interrupted }),
  {
    name: 'a result in JSON',
    format: mcpToolCall,
    type: JSON_TYPE,
    body: JSON.stringify(result([text('Hello')])),
    expected: { text: 'Hello', finish: ['stop'] },
  },
  {
    name: 'a list of messages in JSON',
    format: mcpToolCall,
    type: JSON_TYPE,
    body: JSON.stringify([progress(1), result([text('Hello')])]),
    expected: { others: [PROGRESS], text: 'Hello', finish: ['stop'] },
  },
];
