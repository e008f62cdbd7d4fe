// cohereChat: Cohere's Chat API, version 2.
import { COHERE } from '../../support/chat-streams/cohere-chat.js';
import { readsStreams } from '../../support/read-streams.js';

readsStreams('cohereChat', COHERE);
