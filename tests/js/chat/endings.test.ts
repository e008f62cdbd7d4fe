// When an answer is complete, truncated or failed.
import { ENDINGS } from '../support/chat-streams/endings.js';
import { readsStreams } from '../support/read-streams.js';

readsStreams('endings', ENDINGS);
