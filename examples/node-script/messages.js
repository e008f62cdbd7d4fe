// Requests a stream with a POST and prints its messages while they arrive. Run `node server.js`, and in a second terminal
// `node node-script/messages.js http://localhost:8000/api/speech`.
import { eventStream } from 'post-event-source';

const [url] = process.argv.slice(2);

const messages = eventStream(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ language: 'zh' }),
});
for await (const { id, event, data } of messages) console.log(id, event, data);
