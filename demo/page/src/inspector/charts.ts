// Small charts of an answer over time, drawn by uPlot.

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { element } from '../view/dom.js';
import type { Sample } from './recorder.js';

interface Chart {
  title: string;
  valueOf: (sample: Sample) => number;
  colour: string;
}

const charts: Chart[] = [
  { title: 'Tokens per second', valueOf: ({ tokens }) => tokens * 4, colour: '--accent' },
  { title: 'Bytes per second', valueOf: ({ bytes }) => bytes * 4, colour: '--code-name' },
  { title: 'Longest gap, ms', valueOf: ({ gap }) => gap, colour: '--warning' },
];

export class Charts {
  readonly node = element('div', { class: 'charts' });
  #plots: { plot: uPlot; chart: Chart; figure: HTMLElement; value: HTMLElement }[] = [];

  constructor() {
    new ResizeObserver(() => this.#resize()).observe(this.node);
  }

  /** Removes the charts: the next ones have the colours of the theme. */
  restyle(): void {
    for (const { plot } of this.#plots) plot.destroy();
    this.#plots = [];
    this.node.replaceChildren();
  }

  show(samples: readonly Sample[]): void {
    if (this.#plots.length === 0) this.#plots = charts.map((chart) => this.#make(chart));
    const seconds = samples.map((sample) => sample.seconds);
    for (const { plot, chart, figure, value } of this.#plots) {
      const values = samples.map(chart.valueOf);
      plot.setData([seconds, values]);
      const most = Math.round(Math.max(0, ...values)).toLocaleString('en');
      value.textContent = `up to ${most}`;
      figure.setAttribute('aria-label', `${chart.title}: up to ${most}`);
    }
  }

  #make(chart: Chart) {
    const value = element('span', {});
    const caption = element('figcaption', {}, chart.title, value);
    const figure = element('figure', { class: 'chart', role: 'img' }, caption);
    this.node.append(figure);
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => resolved(style.getPropertyValue(name));
    const axis = {
      stroke: colour('--ink-soft'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
      font: '10px system-ui',
    };
    const options: uPlot.Options = {
      width: this.#width(),
      height: 84,
      padding: [6, 12, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: false }, y: { range: (_plot, _min, max) => [0, Math.max(max, 1)] } },
      axes: [
        { ...axis, size: 20, values: (_plot, ticks) => ticks.map((tick) => `${tick} s`) },
        { ...axis, size: 36, values: (_plot, ticks) => ticks.map(compact) },
      ],
      series: [
        {},
        {
          stroke: colour(chart.colour),
          fill: `color-mix(in srgb, ${colour(chart.colour)} 14%, transparent)`,
          width: 1.5,
          points: { show: false },
        },
      ],
    };
    return { plot: new uPlot(options, [[], []], figure), chart, figure, value };
  }

  #width(): number {
    return Math.max(140, this.node.clientWidth);
  }

  #resize(): void {
    for (const { plot } of this.#plots) plot.setSize({ width: this.#width(), height: 84 });
  }
}

const compact = (value: number) => (value >= 1000 ? `${value / 1000}k` : String(value));

/** Resolves `light-dark()`, which a canvas does not support. */
function resolved(colour: string): string {
  const probe = element('span', { hidden: '' });
  probe.style.color = colour;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
