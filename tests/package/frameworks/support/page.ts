// The script of the page: reads the stream that the test selects.
import { Reading } from './reading.js';

globalThis.startReading = (way, order) => {
  globalThis.reading = new Reading(way, order);
};
