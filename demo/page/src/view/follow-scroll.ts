// Keeps the end of the answer in view. If the reader scrolls up, stops that and shows the button Jump to latest.

const nearEnd = 48;

export class FollowScroll {
  readonly #scroller: HTMLElement;
  readonly #jump: HTMLButtonElement;
  /** `resting` until the first question: nothing is followed, and there is no button. */
  #mode: 'resting' | 'following' | 'free' = 'resting';
  #lastTop = 0;

  constructor(scroller: HTMLElement, jump: HTMLButtonElement) {
    this.#scroller = scroller;
    this.#jump = jump;
    scroller.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    jump.addEventListener('click', () => this.toEnd());
    // A phone's keyboard or a growing question box makes the view smaller.
    new ResizeObserver(() => this.grown()).observe(scroller);
  }

  /** Called after the content has grown. */
  grown(): void {
    if (this.#mode === 'following') this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#jump.hidden = this.#mode !== 'free' || this.#isNearEnd();
  }

  toEnd(): void {
    this.#mode = 'following';
    this.grown();
  }

  /** Back to the top of an empty conversation. */
  rest(): void {
    this.#mode = 'resting';
    this.#scroller.scrollTop = 0;
    this.grown();
  }

  #onScroll(): void {
    const top = this.#scroller.scrollTop;
    const isUp = top < this.#lastTop - 2;
    this.#lastTop = top;
    if (this.#mode === 'resting') return;
    // Growing content also moves the end away: only a move upwards shows that the reader wants to stay.
    if (this.#isNearEnd()) this.#mode = 'following';
    else if (isUp) this.#mode = 'free';
    this.#jump.hidden = this.#mode !== 'free';
  }

  #isNearEnd(): boolean {
    const { scrollHeight, clientHeight, scrollTop } = this.#scroller;
    return scrollHeight - clientHeight - scrollTop <= nearEnd;
  }
}
