// What a page is asked to draw: an answer that grows, once a token or once a frame, with its end in view.
import { batched, chatText, openaiChat } from '../../js/src/chat/index.js';

export interface RenderingTask {
  readonly url: string;
  readonly isBatched: boolean;
}

export interface Rendering {
  /** How often the answer was drawn. */
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
      // As chats do, and what makes a browser lay the page out at once.
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
    // The last entries come after the task that they are about.
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    return { drawn, longTasks, milliseconds };
  },
};
