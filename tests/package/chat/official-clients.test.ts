// Every stream of the shared data, read by the official clients of its API and by chatParts: the
// same answer, or a listed difference.
import { describe, expect, test } from 'vitest';
import { aiReaders } from './support/clients/ai.js';
import { anthropicReaders } from './support/clients/anthropic.js';
import { genaiReaders } from './support/clients/genai.js';
import { ollamaReaders } from './support/clients/ollama.js';
import { openaiReaders } from './support/clients/openai.js';
import { differences } from './support/compare.js';
import { CHAT_COMPLETIONS } from './support/differences/chat-completions.js';
import { OTHER_APIS } from './support/differences/other-apis.js';
import { readingOf } from './support/reading.js';
import { answerOf, serveStream, streamsOf } from './support/streams.js';

/**
 * Differences that are listed with their reason. A listed difference that no longer exists fails a
 * test.
 */
const DIFFERENCES = [...CHAT_COMPLETIONS, ...OTHER_APIS];
const READERS = [
  ...openaiReaders,
  ...anthropicReaders,
  ...genaiReaders,
  ...ollamaReaders,
  ...aiReaders,
];

describe.each(READERS.map((reader) => [reader.name, reader] as const))(
  'official client: %s',
  (name, reader) => {
    const expected = DIFFERENCES.filter(({ client }) => client === name);

    test.each(streamsOf(reader).map((stream) => [stream.name, stream] as const))(
      '%s',
      async (streamName, stream) => {
        const { text, calls, finish } = stream.expected;
        const { url, paths } = await serveStream(stream);

        const ours = await answerOf(reader, url);
        const theirs = await readingOf(reader, url);

        const listed = expected.filter(({ streams }) =>
          streams.some((start) => streamName.startsWith(start)),
        );
        expect([ours.text, ours.calls, ours.finish]).toEqual([text, calls, finish]);
        const fields = differences(ours, theirs);
        expect(
          fields,
          JSON.stringify({ fields, ours, theirs, error: theirs.error?.message }),
        ).toEqual(listed.flatMap((difference) => difference.fields).sort());
        expect(paths).toEqual([reader.path, reader.path]);
      },
    );

    test('differences: every listed difference belongs to a stream', () => {
      const names = streamsOf(reader).map((stream) => stream.name);
      const starts = expected.flatMap(({ streams }) => streams);

      expect(starts.filter((start) => !names.some((one) => one.startsWith(start)))).toEqual([]);
    });
  },
);
