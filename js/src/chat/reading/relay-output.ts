// The output for chatFetch: the first response, then the bytes of the answer.
import type { AnswerOutput } from './answer-stream.js';
import type { StepReader } from '../../connecting/iterating/step-reader.js';
import { RelayedBytes } from './relayed-bytes.js';
import type { ChatSession } from './session.js';

export function relayOutput(
  session: ChatSession,
  { deliver }: Pick<StepReader<Response | Uint8Array>, 'deliver'>,
): AnswerOutput {
  const { answer } = session;
  const bytes = new RelayedBytes();
  let isOpen = false;
  return {
    watch: (handlers) => ({
      ...handlers,
      onaccept(response) {
        handlers.onaccept?.(response);
        bytes.begin();
        if (!isOpen && response !== undefined) {
          isOpen = true;
          deliver(response);
        }
      },
      messagesOf(chunk) {
        bytes.add(chunk);
        const messages = handlers.messagesOf?.(chunk);
        bytes.addOthers(messages?.length ?? 0);
        return messages;
      },
      dataOfLine(line) {
        const data = handlers.dataOfLine?.(line);
        bytes.addOthers(data === undefined ? 0 : 1);
        return data;
      },
      // Called for each message, also for one that `dedupe` drops afterwards.
      isKeepAlive(message) {
        bytes.addMessage();
        return handlers.isKeepAlive?.(message) ?? false;
      },
      onmessage(message) {
        handlers.onmessage?.(message);
        bytes.accept(answer.failure !== undefined);
      },
    }),
    deliver(isEnd) {
      // The parts are not used. The bytes of an error message are delivered.
      answer.take(() => undefined);
      const isWhole = session.ending !== undefined || answer.failure !== undefined;
      (isEnd ? bytes.takeEnd(isWhole) : bytes.take()).forEach(deliver);
    },
    deliverLast: () => undefined,
    end: () => undefined,
  };
}
