// The topics about streams: resuming, the event stream format, POST beside EventSource, answers of language models.
// The most specific come first, because the first match wins.

/** @type {import('./topics.js').Topic[]} */
export const streamTopics = [
  {
    about:
      /\bresum|\breconnect|\bdrop(s|ped)?\b|\bcut\b|last-event-id|\bretry|\bretries\b|断线|断开|重连|续传/iu,
    title: 'How a cut stream resumes',
    gists: [
      'A stream that drops is not a stream that is lost. The trick is that **every event carries an id**, and the reader remembers the last one it has seen.',
      'Resuming needs only two honest parties: a server that numbers its events and keeps them for a while, and a client that says where it stopped.',
    ],
    points: [
      'The server sends `id:` with each event and keeps writing into a buffer, reader or no reader.',
      'When the socket dies, the client waits a moment, longer after each failure, with a little randomness so that a thousand clients do not come back together.',
      'It asks again with the header `last-event-id`, and the server continues **after** that event.',
      'If the server has forgotten the answer, it must say so. Starting over in silence would show, and bill, the same answer twice.',
    ],
    table: {
      head: ['Moment', 'Client', 'Server'],
      rows: [
        ['streaming', 'remembers `id: a:57`', 'has written up to `a:60`'],
        ['cut ✂️', 'notices, waits a second or two', 'goes on to `a:112`'],
        ['back again', 'sends `last-event-id: a:57`', 'continues with `a:58`'],
        ['done ✅', 'shows every word once', 'forgets the buffer later'],
      ],
    },
    example: {
      language: 'http',
      code: 'POST /api/chat HTTP/1.1\ncontent-type: application/json\naccept: text/event-stream\nlast-event-id: answer-7f3a:57',
      says: 'On the wire the second request differs from the first by one line:',
    },
    zh: {
      title: '断线之后如何续传',
      gist: '连接断了，内容不会丢。秘密在于**每个事件都有编号**，读者记得自己看到了哪里。',
      points: [
        '服务器给每个事件加上 `id:`，并把它们暂时留在内存里。',
        '连接断开后，客户端先等一会儿，再带着 `last-event-id` 重新请求。',
        '服务器从下一个事件继续，不重复，也不遗漏一个字。',
      ],
    },
  },
  {
    about: /\bPOST\b|\bEventSource\b|fetch-event-source|fetchEventSource|\bfetch\(/u,
    title: 'Event streams over POST',
    gists: [
      "The browser's own `EventSource` can only send a `GET` without headers or a body. A chat needs all three, so the stream is read from `fetch()` instead.",
      '`EventSource` was made for subscriptions. A chat question is an *action*: it has a body, it has a header or two, and repeating it by accident costs money.',
    ],
    points: [
      'A conversation of several turns does not fit in a URL; a JSON body has no such limit.',
      'An `AbortSignal` makes **Stop** mean stop: the request is cancelled, not just ignored.',
      'A failed response keeps its status and body, so the page can say *why* it failed.',
    ],
    table: {
      head: ['', '`EventSource`', '`fetchEventSource`'],
      rows: [
        ['method', '`GET` only', 'any'],
        ['headers', 'none of your own', 'any'],
        ['body', '—', 'any'],
        ['reconnects', 'always', 'when it is safe'],
        ['error details', 'none', 'phase, status, body'],
      ],
    },
    example: {
      language: 'typescript',
      code: "import { batched, chatText, openaiChat } from 'post-event-source/chat';\n\nconst texts = chatText('/api/chat', {\n  format: openaiChat,\n  method: 'POST',\n  headers: { 'content-type': 'application/json' },\n  body: JSON.stringify({ messages }),\n  signal: controller.signal,\n});\nfor await (const pieces of batched(texts)) {\n  answer.append(pieces.join(''));\n}",
      says: 'This page reads its answers with very nearly this code:',
    },
    zh: {
      title: '用 POST 读取事件流',
      gist: '浏览器自带的 `EventSource` 只能发 `GET`，不能带请求头，也不能带正文。聊天三样都需要，所以改用 `fetch()`。',
      points: [
        '多轮对话放不进网址，放进 JSON 正文就没有问题。',
        '`AbortSignal` 让“停止”真正停止请求。',
        '失败时能看到状态码和原因。',
      ],
    },
  },
  {
    about: /\bSSE\b|server-sent|event[- ]?streams?\b|text\/event-stream|事件流|服务器推送/iu,
    title: 'Server-sent events in a nutshell',
    gists: [
      'Server-sent events are the quiet workhorse of the web: **one HTTP response that does not end**, cut into events by blank lines.',
      'The format fits on a postcard. Lines of `field: value`, a blank line to say *that was one event*, and UTF-8 all the way down.',
    ],
    points: [
      '`data:` carries the text; several `data:` lines are joined with line breaks.',
      '`event:` names the event, `id:` marks a place to come back to, `retry:` asks for patience in milliseconds.',
      'A line that begins with a colon is a comment, good for keeping idle connections open.',
      'A block that the connection cuts off before its blank line is dropped, never half delivered.',
    ],
    table: {
      head: ['Field', 'Meaning', 'Kept across events?'],
      rows: [
        ['`data`', 'the text', 'no'],
        ['`event`', 'its type', 'no'],
        ['`id`', 'where to resume', 'yes'],
        ['`retry`', 'reconnection time', 'yes'],
      ],
    },
    example: {
      language: 'text',
      code: ': still here\nid: 41\nevent: price\ndata: {"symbol": "TEA", "cents": 420}\n\nid: 42\ndata: first line\ndata: second line',
      says: 'Two events and a comment, byte for byte:',
    },
    zh: {
      title: '服务器推送事件（SSE）',
      gist: 'SSE 很朴素：**一个不结束的 HTTP 响应**，用空行分成一个个事件。',
      points: [
        '`data:` 是正文，多行会用换行连接起来。',
        '`id:` 记录位置，断线后可以从这里继续。',
        '以冒号开头的行是注释，可以用来保持连接。',
      ],
    },
  },
  {
    about:
      /\btokens?\b|\bLLMs?\b|language model|chatgpt|openai|\bstreaming\b|大模型|语言模型|流式/iu,
    title: 'Why answers arrive word by word',
    gists: [
      'A language model writes one token after another, and each depends on all before it. Streaming shows them **as they are born** instead of making you wait for the last.',
      'Two numbers decide how fast a chat *feels*: the time to the first token, and the tokens per second after it. The line under this answer shows both.',
    ],
    points: [
      'Time to first token is mostly reading: the model digests the whole conversation first.',
      'After that, the pace is steady; 30 to 60 tokens a second is faster than most people read.',
      'Each piece travels as one event with a `delta`; the last is followed by `[DONE]`.',
    ],
    table: {
      head: ['What you notice', 'Its name', 'Typical'],
      rows: [
        ['the pause before', 'time to first token', '0.3–2 s'],
        ['the flow', 'tokens per second', '30–60'],
        ['the end', 'finish reason', '`stop`'],
      ],
    },
    example: {
      language: 'json',
      code: '{\n  "object": "chat.completion.chunk",\n  "choices": [\n    { "index": 0, "delta": { "content": "Hello" }, "finish_reason": null }\n  ]\n}',
      says: 'One such piece, unwrapped from its event:',
    },
    zh: {
      title: '为什么回答是一个字一个字出现的',
      gist: '语言模型一次只写一个词元，后面的依赖前面的。流式输出让你**边写边看**。',
      points: [
        '首个词元之前的等待，主要花在阅读整个对话上。',
        '之后的速度很稳定，每秒 30 到 60 个词元。',
        '每一小段是一个事件，最后以 `[DONE]` 结束。',
      ],
    },
  },
];
