// Keeps the end of the answer in view. If the reader scrolls up, stops that and shows the button Jump to latest.

const nearEnd = 48;

export function followEnd(scroller: HTMLElement, jump: HTMLButtonElement) {
  /** `resting` until the first question: nothing is followed, and there is no button. */
  let mode: 'resting' | 'following' | 'free' = 'resting';
  let lastTop = 0;

  /** Called after the content has grown. */
  const grown = () => {
    if (mode === 'following') scroller.scrollTop = scroller.scrollHeight;
    jump.hidden = mode !== 'free';
  };
  const setMode = (next: typeof mode) => {
    mode = next;
    if (mode === 'resting') scroller.scrollTop = 0;
    grown();
  };
  scroller.addEventListener('scroll', () => {
    const { scrollHeight, clientHeight, scrollTop } = scroller;
    const isUp = scrollTop < lastTop - 2;
    lastTop = scrollTop;
    if (mode === 'resting') return;
    // Growing content also moves the end away: only a move upwards shows that the reader wants to stay.
    if (scrollHeight - clientHeight - scrollTop <= nearEnd) mode = 'following';
    else if (isUp) mode = 'free';
    jump.hidden = mode !== 'free';
  });
  jump.addEventListener('click', () => setMode('following'));
  // A phone's keyboard or a growing question box makes the view smaller.
  new ResizeObserver(grown).observe(scroller);

  return { grown, toEnd: () => setMode('following'), rest: () => setMode('resting') };
}
