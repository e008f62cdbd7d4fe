// aguiEvents: the Agent User Interaction protocol.
import { AGUI } from './support/chat-streams/agui.js';
import { readsStreams } from './support/read-streams.js';

readsStreams('aguiEvents', AGUI);
