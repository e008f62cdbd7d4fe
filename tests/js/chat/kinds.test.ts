// Kinds of input that many readers of chat APIs read incorrectly.
import { FRAMING_KINDS } from '../support/chat-streams/framing-kinds.js';
import { KINDS } from '../support/chat-streams/kinds.js';
import { readsStreams } from '../support/read-streams.js';

readsStreams('kinds of input', KINDS);
readsStreams('framing', FRAMING_KINDS);
