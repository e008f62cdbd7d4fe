// The states of the stream that the page can show. Data only: answer-stream.ts sets them, status-line.ts words them.

export type StreamState =
  | { name: 'ready' }
  | { name: 'connecting' }
  | { name: 'streaming' }
  | { name: 'reconnecting'; milliseconds: number }
  | { name: 'stopped' }
  | { name: 'done' }
  | { name: 'failed'; why: string };

export const isActive = ({ name }: StreamState) =>
  name === 'connecting' || name === 'streaming' || name === 'reconnecting';
