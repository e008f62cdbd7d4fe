// The page's icons: strokes on a grid of 24, drawn in the colour of the text around them, hidden from screen readers.

const namespace = 'http://www.w3.org/2000/svg';

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
  link: 'M3 12h4l2.5-6 4 12 2.5-6h5',
  table: 'M4 5h16v14H4z M4 10h16 M10 10v9',
  code: 'm8.5 7-5 5 5 5 M15.5 7l5 5-5 5',
  globe:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z M3.5 12h17 M12 3.5c5 5 5 12 0 17 M12 3.5c-5 5-5 12 0 17',
  pen: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z',
  spark: 'M12 4l1.8 6.2L20 12l-6.2 1.8L12 20l-1.8-6.2L4 12l6.2-1.8z',
};

export type IconName = keyof typeof strokes;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}
