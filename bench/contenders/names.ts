// The names of the contenders, for code that loads none of them.

export const OURS = 'post-event-source';

/** In the order of the tables. */
export const PARSERS = [
  OURS,
  'eventsource-parser',
  'fetch-event-source',
  // No parser: the cost of decoding text, which is part of every contender that parses text.
  'TextDecoder',
] as const;
export type ParserName = (typeof PARSERS)[number];

/** Of whole responses. */
export const READERS = [
  OURS,
  // The lower limit for every parser.
  'reading and dropping',
  'eventsource-parser',
  'fetch-event-source',
  'native EventSource',
] as const;
export type ReaderName = (typeof READERS)[number];

/** Of bodies. */
export const BODY_READERS = [
  OURS,
  'eventStream',
  'reading and dropping',
  'eventsource-parser',
  'fetch-event-source',
] as const;
export type BodyReaderName = (typeof BODY_READERS)[number];

/** Code without a client library. The ratios of answers compare the others with it. */
export const BY_HAND = 'eventsource-parser + JSON.parse';

/** Of chat answers. */
export const ANSWER_READERS = [
  'chatText',
  'chatParts',
  BY_HAND,
  'eventStream + JSON.parse',
  'fetch-event-source + JSON.parse',
  'openai',
  // These deliver messages and parse no JSON.
  OURS,
  'eventsource-parser',
  'reading and dropping',
] as const;
export type AnswerReaderName = (typeof ANSWER_READERS)[number];

/** Of many answers at once, in Node. */
export const GATEWAY_READERS = [
  'chatText',
  'fetchEventSource + JSON.parse',
  'eventStream + JSON.parse',
  BY_HAND,
  'fetch-event-source + JSON.parse',
  'eventsource-client + JSON.parse',
  'openai',
  'AI SDK',
  'reading and dropping',
] as const;
export type GatewayReaderName = (typeof GATEWAY_READERS)[number];

/** Of many streams at once. The first one is the baseline. */
export const HOLDERS = [
  'reading and dropping',
  OURS,
  'eventsource-parser',
  'fetch-event-source',
] as const;
export type HolderName = (typeof HOLDERS)[number];
