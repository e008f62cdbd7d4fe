// A page without modules: everything through one global variable, in the page's own encoding.
const output = document.querySelector('output');
const added = Object.getOwnPropertyNames(window).filter((name) => !before.includes(name));
const messages = [];

PostEventSource.fetchEventSource('/stream', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ question: 'hello' }),
  onmessage(message) {
    messages.push(message);
    return fetch('/received/' + messages.length);
  },
})
  .then(() => PostEventSource.ready())
  .then((backend) => JSON.stringify({ backend, messages, added, encoding: document.characterSet }))
  .catch((error) => JSON.stringify(String(error)))
  .then((answer) => (output.textContent = answer));
