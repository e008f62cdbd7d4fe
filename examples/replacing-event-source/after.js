// The same code with this package. Run `node server.js`, then open http://localhost:8000/replacing-event-source/.
import { EventSource } from 'post-event-source';

const output = document.querySelector('output');
const show = (line) => output.append(`${line}\n`);

const source = new EventSource('/api/speech');

source.onopen = () => show('open');
source.addEventListener('content', ({ data, lastEventId }) => show(`${lastEventId}: ${data}`));
source.onerror = () => {
  show(source.readyState === EventSource.CLOSED ? 'closed' : 'reconnecting');
};
document.querySelector('button').onclick = () => {
  source.close();
  show('stopped');
};
