// Joins the parts of an answer: text, reasoning, and tool calls with parsed arguments. Run `node server.js`, and in a
// second terminal `node node-script/parts.js http://localhost:8000/api/chat "Who are you?"`.
import { chatParts, openaiChat } from 'post-event-source/chat';

const [url, question] = process.argv.slice(2);

const parts = chatParts(url, {
  format: openaiChat,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: question }] }),
});

const joined = { text: '', reasoning: '', refusal: '' };
const calls = new Map();
for await (const part of parts) {
  switch (part.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      joined[part.type] += part.text;
      break;
    case 'tool-call': {
      const { index, id, name } = part;
      const call = calls.get(index) ?? { arguments: '' };
      if (id) call.id = id;
      if (name) call.name = name;
      call.arguments += part.arguments;
      calls.set(index, call);
      break;
    }
    case 'usage':
      joined.tokens = part.outputTokens;
      break;
    case 'finish':
      joined.reason = part.reason;
  }
}

// Parse after the end, because a fragment is not JSON. If the model wrote invalid JSON, this throws.
joined.calls = [...calls.values()].map((call) => ({
  ...call,
  arguments: JSON.parse(call.arguments),
}));
console.log(JSON.stringify(joined, undefined, 2));
