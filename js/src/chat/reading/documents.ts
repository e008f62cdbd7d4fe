// Parses the data of a message: JSON documents, the sentinel, or a keep-alive.
import { JsonScanner } from './json-scanner.js';
import { isObject, parseJson, type Json } from '../formats/shared/json.js';

/** The sentinel that ends the streams of OpenAI and compatible servers. Some servers quote it. */
const SENTINEL = /^\s*"?\[DONE\]/i;
/** Data, and names of events and types, that only keep a connection alive. */
const KEEP_ALIVE = /^\s*(?::.*|"?(?:ping|pong|heartbeat|keep-?alive|null)?"?|\{\s*\}|\[\s*\])\s*$/i;

export interface Documents {
  /** The objects, in order. */
  readonly objects: readonly Json[];
  /** Whether the data ends with the sentinel. */
  readonly isLast: boolean;
  /** Whether a part of the data is neither JSON, nor the sentinel, nor a keep-alive. */
  readonly isMalformed: boolean;
}

const NOTHING: Documents = { objects: [], isLast: false, isMalformed: false };
const LAST: Documents = { ...NOTHING, isLast: true };
const MALFORMED: Documents = { ...NOTHING, isMalformed: true };

/** Returns whether servers send a text to keep a connection alive. */
export const isKeepAliveWord = (text: unknown): boolean =>
  typeof text === 'string' && text !== '' && KEEP_ALIVE.test(text);

/** Parses the data of one message. Calls `JSON.parse` once, unless the data contains several documents. */
export function documentsIn(data: string): Documents {
  // An error of `JSON.parse` takes as long as many messages.
  if (data === '[DONE]') {
    return LAST;
  }
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

/** Parses several documents: one per line, or concatenated. */
function severalIn(data: string): Documents {
  const lines = data.split('\n');
  const parts = lines.length > 1 ? lines : new JsonScanner().scan(data);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === data)) {
    return MALFORMED;
  }
  const read = parts.map(documentsIn);
  if (lines.length > 1 && read.some(({ isMalformed }) => isMalformed)) {
    // A line that is not a document may be a part of a document with several lines.
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
