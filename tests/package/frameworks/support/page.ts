// The script of the page: it reads what the test tells it to.
import { Reading } from './reading.js';

globalThis.startReading = (way, order) => {
  globalThis.reading = new Reading(way, order);
};
