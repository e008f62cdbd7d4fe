// The same without the static fallback.
import { ask } from './ask.js';

globalThis.ask = ask;
