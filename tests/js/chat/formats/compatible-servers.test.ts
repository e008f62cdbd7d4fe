// Chat completions from OpenAI, compatible servers and gateways.
import { COMPATIBLE_SERVERS } from '../../support/chat-streams/compatible-servers.js';
import { GATEWAYS } from '../../support/chat-streams/gateways.js';
import { OPENAI_CHUNKS } from '../../support/chat-streams/openai-chunks.js';
import { readsStreams } from '../../support/read-streams.js';

readsStreams('OpenAI and Azure', OPENAI_CHUNKS);
readsStreams('compatible providers', COMPATIBLE_SERVERS);
readsStreams('gateways and local servers', GATEWAYS);
