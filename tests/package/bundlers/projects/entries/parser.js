// Parses without a connection.
import { createParser, ready } from 'post-event-source';

ready().then(() => {
  const parser = createParser({ onEvent: ({ data }) => (document.title = data) });
  parser.feed('data: parsed\n\n');
});
