// The whole page: writes what it has received into the document.
import { ask } from './ask.js';

const output = document.querySelector('output');
ask().then(
  (answer) => (output.textContent = answer),
  (error) => (output.textContent = JSON.stringify(String(error))),
);
