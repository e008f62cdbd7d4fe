// Every bound the demo server keeps, in one place: nothing a visitor sends or forgets may grow without end.

/** @type {Readonly<import('./types.js').Limits>} */
export const defaultLimits = Object.freeze({
  bodyBytes: 1024 * 1024,
  messages: 500,
  messageCharacters: 64 * 1024,
  answers: 128,
  answerCharacters: 512 * 1024,
  graceMilliseconds: 60_000,
  keepMilliseconds: 300_000,
});
