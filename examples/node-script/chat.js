// Asks a chat API and prints the answer as it comes, with no axios and no parser of its own. Run it:
// `node server.js`, and beside it `node node-script/chat.js http://localhost:8000/api/chat "Who are you?"`.
import { chatText, openaiChat } from 'post-event-source/chat';

const [url, question] = process.argv.slice(2);

const answer = chatText(url, {
  format: openaiChat,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: question }] }),
});
for await (const delta of answer) process.stdout.write(delta);
process.stdout.write('\n');
