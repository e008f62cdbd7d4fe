// Who takes part: the names, for those who direct and load no contender.

export const OURS = 'post-event-source';

/** In the order of the tables. */
export const PARSERS = [
  OURS,
  'eventsource-parser',
  'fetch-event-source',
  // No parser: the price of text alone, which whoever feeds text to a parser pays first.
  'TextDecoder',
] as const;
export type ParserName = (typeof PARSERS)[number];

/** Of whole responses. */
export const READERS = [
  OURS,
  // What no parser can be faster than.
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

/** Code that users write without a client. The ratios of answers compare the others with it. */
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

/** Of many streams at once; the first one is what the others are weighed against. */
export const HOLDERS = [
  'reading and dropping',
  OURS,
  'eventsource-parser',
  'fetch-event-source',
] as const;
export type HolderName = (typeof HOLDERS)[number];
