// The package by `import`.
import * as library from 'post-event-source';
import { printAll } from './print.mjs';

await printAll(library);
