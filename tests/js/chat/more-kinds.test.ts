// More kinds of input, from the sources and bug reports of providers.
import { REPEATED_KINDS, TOOL_CALL_KINDS } from '../support/chat-streams/call-kinds.js';
import { ERROR_KINDS } from '../support/chat-streams/error-kinds.js';
import { MORE_KINDS } from '../support/chat-streams/more-kinds.js';
import { readsStreams } from '../support/read-streams.js';

readsStreams('more kinds of input', MORE_KINDS);
readsStreams('kinds of tool calls', TOOL_CALL_KINDS);
readsStreams('repeated content', REPEATED_KINDS);
readsStreams('errors', ERROR_KINDS);
