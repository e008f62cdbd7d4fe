// POSTs to any stream and prints its messages as they come. Run it: `node server.js`, and beside it
// `node node-script/messages.js http://localhost:8000/api/speech`.
import { eventStream } from 'post-event-source';

const [url] = process.argv.slice(2);

const messages = eventStream(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ language: 'zh' }),
});
for await (const { id, event, data } of messages) console.log(id, event, data);
