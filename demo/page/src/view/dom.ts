// Makes DOM elements, and finds those of index.html. Text given here is never read as HTML.

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export function find<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new Error(`index.html has no ${type.name} with id "${id}".`);
  return node;
}

/** Strokes on a grid of 24. */
const strokes = {
  send: 'M12 19V5 M5.5 11.5 12 5l6.5 6.5',
  stop: 'M7.5 7.5h9v9h-9z',
  copy: 'M9 9h10v11H9z M15 9V4H5v11h4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  again: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4 M19.5 3.5v4h-4',
  down: 'M12 5v14 M5.5 12.5 12 19l6.5-6.5',
  plus: 'M12 5v14 M5 12h14',
  sun: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z M12 2.5v2 M12 19.5v2 M2.5 12h2 M19.5 12h2 M5.3 5.3l1.4 1.4 M17.3 17.3l1.4 1.4 M18.7 5.3l-1.4 1.4 M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z',
  cut: 'M4 12h5 M15 12h5 M10.5 16 13.5 8',
  pulse: 'M3 12h4l2.5-6 4 12 2.5-6h5',
  close: 'M6 6l12 12 M18 6 6 18',
};

export function icon(name: keyof typeof strokes): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}

/** A button that copies a text and says so for a moment. */
export function copyButton(label: string, read: () => string): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'tool', title: label });
  const show = (name: 'copy' | 'check', text: string) => {
    button.replaceChildren(icon(name));
    button.setAttribute('aria-label', text);
  };
  let timer: number | undefined;
  const copy = async () => {
    const isCopied = await copyText(read());
    show(isCopied ? 'check' : 'copy', isCopied ? 'Copied' : 'Copying was refused');
    clearTimeout(timer);
    timer = window.setTimeout(() => show('copy', label), 1600);
  };
  button.addEventListener('click', () => void copy());
  show('copy', label);
  return button;
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // `navigator.clipboard` is missing if the page is served over plain HTTP to another machine.
    const area = element('textarea', { class: 'visually-hidden', readonly: '' });
    area.value = text;
    // Spaces in a row would be copied as one.
    area.style.whiteSpace = 'pre';
    document.body.append(area);
    const focused = document.activeElement;
    area.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way left there
    const isCopied = document.execCommand('copy');
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return isCopied;
  }
}
