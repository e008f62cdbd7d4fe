// Kinds of input that many readers of chat APIs get wrong.
import { KINDS } from './support/chat-streams/kinds.js';
import { readsStreams } from './support/read-streams.js';

readsStreams('kinds of input', KINDS);
