// The package by `import` and by `require` in one process: prints whether an error of one is an
// instance of the other's class.
import { createRequire } from 'node:module';
import * as imported from 'post-event-source';

/** @type {typeof imported} */
const required = createRequire(import.meta.url)('post-event-source');
const errors = await Promise.all(
  [imported, required].map(({ fetchEventSource }) =>
    fetchEventSource('http://').then(
      () => undefined,
      (/** @type {unknown} */ error) => error,
    ),
  ),
);

const isShared = [imported, required].every(({ InvalidRequestError }) =>
  errors.every((error) => error instanceof InvalidRequestError),
);
console.log(JSON.stringify({ isShared }));
