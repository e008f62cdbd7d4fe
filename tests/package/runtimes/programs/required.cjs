// The package by `require`.
const library = require('post-event-source');

void import('./print.mjs').then(({ printAll }) => printAll(library));
