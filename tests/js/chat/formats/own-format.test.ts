// Custom formats: what the reader of a format returns, and events without data.
import { OWN_FORMAT } from '../../support/chat-streams/own-format.js';
import { readsStreams } from '../../support/read-streams.js';

readsStreams('a format of your own', OWN_FORMAT);
