// Creates DOM elements, and finds those of index.html. Text is never parsed as HTML.

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
  if (node instanceof type) return node;
  throw new Error(
    `Expected a ${type.name} with id "${id}" in index.html, got ${node?.tagName ?? 'nothing'}.`,
  );
}

/** An icon from the symbols of index.html. */
export function icon(name: string): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(namespace, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A small button with an icon and a name for screen readers and the mouse. */
export function toolButton(label: string, name: string, onClick: () => void): HTMLButtonElement {
  const attributes = { type: 'button', class: 'tool', title: label, 'aria-label': label };
  const button = element('button', attributes, icon(name));
  button.addEventListener('click', onClick);
  return button;
}

/** A button that copies a text, and shows the result for a moment. */
export function copyButton(label: string, read: () => string): HTMLButtonElement {
  let timer: number | undefined;
  const show = (name: string, text: string) => {
    button.replaceChildren(icon(name));
    button.setAttribute('aria-label', text);
  };
  const copy = async () => {
    const isCopied = await copyText(read());
    show(isCopied ? 'check' : 'copy', isCopied ? 'Copied' : 'Copying was refused');
    clearTimeout(timer);
    timer = window.setTimeout(() => show('copy', label), 1600);
  };
  const button = toolButton(label, 'copy', () => void copy());
  return button;
}

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // `navigator.clipboard` is undefined if the page is loaded over plain HTTP from another machine.
    const area = element('textarea', { class: 'visually-hidden', readonly: '' });
    area.value = text;
    // Otherwise several spaces are copied as one.
    area.style.whiteSpace = 'pre';
    document.body.append(area);
    const focused = document.activeElement;
    area.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way
    const isCopied = document.execCommand('copy');
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return isCopied;
  }
}
