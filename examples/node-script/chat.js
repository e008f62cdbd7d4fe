// Sends a question to a chat API and prints the answer while it arrives. Run `node server.js`, and in a second terminal
// `node node-script/chat.js http://localhost:8000/api/chat "Who are you?"`.
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
