// What the data of a message holds: JSON documents, the sentinel that ends a stream, a keep-alive, or none of these.
import { JsonScanner } from './json-scanner.js';
import { isObject, parseJson, type Json } from '../formats/shared/json.js';

/** How OpenAI ends a stream, and those who follow. Some servers quote it. */
const SENTINEL = /^\s*"?\[DONE\]/i;
/** Data, and names of events and types, that only keep a connection alive. */
const KEEP_ALIVE = /^\s*(?::.*|"?(?:ping|pong|heartbeat|keep-?alive|null)?"?|\{\s*\}|\[\s*\])\s*$/i;

export interface Documents {
  /** The objects, in order. */
  readonly objects: readonly Json[];
  /** The sentinel is among them, after the objects. */
  readonly isLast: boolean;
  /** Part of the data is neither JSON, nor the sentinel, nor a keep-alive. */
  readonly isMalformed: boolean;
}

const NOTHING: Documents = { objects: [], isLast: false, isMalformed: false };
const LAST: Documents = { ...NOTHING, isLast: true };
const MALFORMED: Documents = { ...NOTHING, isMalformed: true };

/** Whether a text is what servers send to keep a connection alive. */
export const isKeepAliveWord = (text: unknown): boolean =>
  typeof text === 'string' && text !== '' && KEEP_ALIVE.test(text);

/** Reads the data of one message. Calls `JSON.parse` once, unless the data holds several documents. */
export function documentsIn(data: string): Documents {
  const value = parseJson(data);
  if (isObject(value) && !KEEP_ALIVE.test(data)) {
    return { ...NOTHING, objects: [value] };
  }
  if (SENTINEL.test(data)) {
    return LAST;
  }
  if (KEEP_ALIVE.test(data)) {
    return NOTHING;
  }
  if (value !== undefined) {
    const objects = Array.isArray(value) ? value.filter(isObject) : [];
    return { ...NOTHING, objects, isMalformed: objects.length === 0 };
  }
  return severalIn(data);
}

/** The documents of data that is not one document: one on each line, or one behind the other. */
function severalIn(data: string): Documents {
  const lines = data.split('\n');
  const parts = lines.length > 1 ? lines : new JsonScanner().scan(data);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === data)) {
    return MALFORMED;
  }
  const read = parts.map(documentsIn);
  if (lines.length > 1 && read.some(({ isMalformed }) => isMalformed)) {
    // Lines that are no documents may be those of a document behind another one.
    const objects = new JsonScanner().scan(data).map(parseJson).filter(isObject);
    return {
      objects,
      isLast: read.some(({ isLast }) => isLast),
      isMalformed: objects.length === 0,
    };
  }
  return {
    objects: read.flatMap(({ objects }) => objects),
    isLast: read.some(({ isLast }) => isLast),
    isMalformed: read.some(({ isMalformed }) => isMalformed),
  };
}
