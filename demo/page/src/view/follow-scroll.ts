// Keeps the newest words in view, unless the reader has scrolled up to read; then offers a way back down.

const nearEnd = 48;

export class FollowScroll {
  readonly #scroller: HTMLElement;
  readonly #jump: HTMLButtonElement;
  /** Nothing has been asked yet: there is nothing to follow and no way back to offer. */
  #resting = true;
  #following = false;
  #lastTop = 0;

  constructor(scroller: HTMLElement, jump: HTMLButtonElement) {
    this.#scroller = scroller;
    this.#jump = jump;
    scroller.addEventListener('scroll', () => this.#readerScrolled(), { passive: true });
    jump.addEventListener('click', () => this.toEnd());
    // A phone's keyboard or a growing composer makes the view smaller: the end must stay visible.
    new ResizeObserver(() => this.grown()).observe(scroller);
  }

  /** Called after the content has grown. */
  grown(): void {
    if (this.#following) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#showJump();
  }

  toEnd(): void {
    this.#resting = false;
    this.#following = true;
    this.grown();
  }

  /** Back to the top of an empty conversation. */
  rest(): void {
    this.#resting = true;
    this.#following = false;
    this.#scroller.scrollTop = 0;
    this.#showJump();
  }

  #readerScrolled(): void {
    const top = this.#scroller.scrollTop;
    // Only a move upwards is a wish to stay: content that grows also makes the end move away.
    if (top < this.#lastTop - 2 && this.#distance() > nearEnd) this.#following = false;
    else if (this.#distance() <= nearEnd) this.#following = !this.#resting;
    this.#lastTop = top;
    this.#showJump();
  }

  #showJump(): void {
    this.#jump.hidden = this.#resting || this.#following || this.#distance() <= nearEnd;
  }

  #distance(): number {
    const { scrollHeight, clientHeight, scrollTop } = this.#scroller;
    return scrollHeight - clientHeight - scrollTop;
  }
}
