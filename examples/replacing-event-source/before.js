// Code for the browser's EventSource. To run it, load it in index.html instead of after.js.
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
