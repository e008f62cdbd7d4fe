// aguiEvents: the Agent User Interaction protocol.
import { AGUI } from '../../support/chat-streams/agui-events.js';
import { readsStreams } from '../../support/read-streams.js';

readsStreams('aguiEvents', AGUI);
