// docs/guides/api-formats.md: each format reads a stream in the form of its API.
import { describe, expect, test } from 'vitest';
import { chatParts, type ChatFormat } from '../../../js/src/chat/index.js';
import { joined } from '../../js/support/chat-answer.js';
import { answers, startServer, type Respond } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run } from './support/program.js';
import { events, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('api-formats');

const containing = (text: string): unknown => expect.stringContaining(text);

const sends = (body: string, headers: Record<string, string> = {}): Respond =>
  answers(200, { ...EVENT_STREAM, ...headers }, body);

/** Reads an answer with a format of the guide. Returns the joined answer and the requests. */
async function readFrom(file: string, ...responds: Respond[]) {
  const server = await startServer(...responds);
  const { default: format } = (await import(guide.use(file))) as { default: ChatFormat };
  const answer = await joined(chatParts(server.url, { format, method: 'POST', body: '{}' }));
  return { answer, requests: server.requests };
}

const read = async (file: string, body: string): Promise<unknown> =>
  (await readFrom(file, sends(body))).answer;

describe('langgraph.js', () => {
  const METADATA = { langgraph_node: 'agent', langgraph_step: 1 };
  const chunk = (content: unknown, more: object = {}): unknown => [
    { type: 'AIMessageChunk', id: 'run-1', content, ...more },
    METADATA,
  ];
  const call = (fields: object): object => ({ tool_call_chunks: [{ index: 0, ...fields }] });
  const TOOL = [{ type: 'tool', id: 't', content: '9:00' }, METADATA];

  test('reads messages of the graph and of subgraphs', async () => {
    const body = events(
      ['metadata', { run_id: 'r', attempt: 1 }],
      ['messages', chunk('', call({ id: 'a', name: 'time', args: '' }))],
      ['messages', chunk('', call({ id: null, name: null, args: '{}' }))],
      ['messages', chunk('', { response_metadata: { finish_reason: 'tool_calls' } })],
      ['messages', TOOL],
      ['updates|agent:1', { agent: {} }],
      ['messages|agent:1', chunk([{ type: 'text', text: 'Ni', index: 0 }], { id: 'run-2' })],
      [
        'messages|agent:1',
        chunk('ne', {
          id: 'run-2',
          response_metadata: { finish_reason: 'stop' },
          usage_metadata: { input_tokens: 5, output_tokens: 2 },
        }),
      ],
      ['end', null],
    );

    expect(await read('langgraph.js', body)).toEqual({
      calls: [{ id: 'a', name: 'time', arguments: '{}' }],
      others: [JSON.stringify(TOOL), '{"agent":{}}'],
      text: 'Nine',
      usage: [5, 2],
      finish: ['stop', 'stop'],
    });
  });

  test('continues an interrupted run at its location', async () => {
    const { answer, requests } = await readFrom(
      'langgraph.js',
      sends(`id: 1\n${events(['messages', chunk('Hel')])}`, { location: '/runs/r/stream' }),
      sends(`id: 2\n${events(['messages', chunk('lo')])}${events(['end', null])}`),
    );

    expect(answer).toEqual({ text: 'Hello', finish: ['stop', 'stop'] });
    expect(requests.map(({ method, headers }) => [method, headers['last-event-id']])).toEqual([
      ['POST', undefined],
      ['GET', '1'],
    ]);
    expect(requests[1]?.path).toBe('/runs/r/stream');
  });
});

describe('dify.js', () => {
  const message = (event: string, more: object): string =>
    `data: ${JSON.stringify({ event, task_id: 't', message_id: 'm', ...more })}\n\n`;
  const END = message('message_end', {
    metadata: {
      usage: { prompt_tokens: 5, completion_tokens: 2 },
      retriever_resources: [{ position: 1, document_name: 'Greetings', content: 'Hello' }],
    },
  });
  const replaced = message('message_replace', { answer: 'I cannot say that.' });

  test('reads a chat flow', async () => {
    const body = [
      message('workflow_started', { data: {} }),
      message('ping', {}),
      message('message', { answer: 'Hel' }),
      message('agent_message', { answer: 'lo' }),
      END,
    ].join('');

    expect(await read('dify.js', body)).toEqual({
      others: ['{"event":"workflow_started","task_id":"t","message_id":"m","data":{}}'],
      text: 'Hello',
      sources: [{ title: 'Greetings' }],
      usage: [5, 2],
      finish: ['stop'],
    });
  });

  test('replace.js shows the text that replaces an answer', async () => {
    const body = message('message', { answer: 'Hel' }) + replaced + message('message_end', {});
    const { url } = await startServer(sends(body));

    expect(await run(guide.use('replace.js'), url)).toEqual({
      out: 'I cannot say that.\n',
      errors: '',
    });
    expect(await read('dify.js', body)).toMatchObject({ finish: ['content-filter'] });
  });

  test('fails if the server sends an error', async () => {
    const failed = message('error', { status: 400, code: 'quota', message: 'Quota exceeded' });

    expect(await read('dify.js', message('message', { answer: 'Hel' }) + failed)).toMatchObject({
      text: 'Hel',
      error: { message: containing('got an error: quota: Quota exceeded') },
    });
  });
});

describe('coze.js', () => {
  const message = (type: string, content: string, id = 'm'): object => ({
    id,
    role: 'assistant',
    type,
    content,
    content_type: 'text',
  });
  const chat = (status: string, more: object = {}): object => ({
    id: 'c',
    status,
    last_error: { code: 0, msg: '' },
    ...more,
  });
  const DONE = 'event: done\ndata: "[DONE]"\n\n';
  const FOLLOW_UP = message('follow_up', 'And you?', 'n');

  test('reads the answer once, and other messages as parts of type other', async () => {
    const body = events(
      ['conversation.chat.created', chat('created')],
      ['conversation.message.delta', { ...message('answer', ''), reasoning_content: 'Hm' }],
      ['conversation.message.delta', message('answer', 'Hel')],
      ['conversation.message.delta', message('answer', 'lo')],
      ['conversation.message.completed', message('answer', 'Hello')],
      ['conversation.message.completed', message('answer', '!', 'o')],
      ['conversation.message.completed', FOLLOW_UP],
      [
        'conversation.chat.completed',
        chat('completed', { usage: { token_count: 7, input_count: 5, output_count: 2 } }),
      ],
    );

    expect(await read('coze.js', body + DONE)).toEqual({
      reasoning: 'Hm',
      text: 'Hello!',
      others: [JSON.stringify(FOLLOW_UP)],
      usage: [5, 2],
      finish: ['stop', 'completed'],
    });
  });

  test('reads tool calls that the client has to run', async () => {
    const action = {
      type: 'submit_tool_outputs',
      submit_tool_outputs: {
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'time', arguments: '{}' } }],
      },
    };
    const body = events([
      'conversation.chat.requires_action',
      chat('requires_action', { required_action: action }),
    ]);

    expect(await read('coze.js', body + DONE)).toEqual({
      calls: [{ id: 'a', name: 'time', arguments: '{}' }],
      finish: ['tool-calls', 'requires_action'],
    });
  });

  test('fails with the error of the chat', async () => {
    const last_error = { code: 4000, msg: 'No such bot' };
    const body = events(['conversation.chat.failed', chat('failed', { last_error })]);

    expect(await read('coze.js', body)).toMatchObject({
      error: { message: containing('got an error: 4000: No such bot') },
    });
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
