// A failure whose message is all the reader needs: the entry points print it without a stack.
export class UserError extends Error {
  /** @override */
  name = 'UserError';
}
