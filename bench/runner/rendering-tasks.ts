// The task of a page: draw a growing answer, once a token or once a frame, scrolled to its end.
import { batched, chatText, openaiChat } from '../../js/src/chat/index.js';

export interface RenderingTask {
  readonly url: string;
  readonly isBatched: boolean;
}

export interface Rendering {
  /** The number of times that the answer was drawn. */
  readonly drawn: number;
  /** Milliseconds of the tasks that were longer than 50. */
  readonly longTasks: number;
  readonly milliseconds: number;
}

export const renderingTasks = {
  async renderTokens({ url, isBatched }: RenderingTask): Promise<Rendering> {
    let paragraph = document.createElement('p');
    document.body.replaceChildren(paragraph);
    let longTasks = 0;
    const observer = new PerformanceObserver((list) => {
      longTasks += list.getEntries().reduce((sum, { duration }) => sum + duration, 0);
    });
    observer.observe({ type: 'longtask' });
    const begun = performance.now();
    let drawn = 0;
    const draw = (more: string): void => {
      drawn += 1;
      for (const [index, part] of more.split('\n\n').entries()) {
        if (index > 0) {
          paragraph = document.createElement('p');
          document.body.append(paragraph);
        }
        paragraph.append(part);
      }
      // Scrolls as chats do, which forces a layout at once.
      document.documentElement.scrollTop = document.documentElement.scrollHeight;
    };
    const texts = chatText(url, { format: openaiChat });
    if (isBatched) {
      for await (const pieces of batched(texts)) {
        draw(pieces.join(''));
      }
    } else {
      for await (const piece of texts) {
        draw(piece);
      }
    }
    const milliseconds = performance.now() - begun;
    // The last entries are reported after the task that they describe.
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    return { drawn, longTasks, milliseconds };
  },
};
