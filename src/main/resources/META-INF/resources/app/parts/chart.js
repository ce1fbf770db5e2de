import {html, nothing} from 'lit';
import {Element} from '../lib/element.js';
import {clock, UNKNOWN} from '../lib/format.js';
import {plot} from './plot.js';

/**
 * A live chart over time, with its numbers above it: those under the pointer, else the last ones.
 *
 * series: [{label, values, tone, ...unit}], where tone names a colour of the style sheet; all have one unit.
 */
class LiveChart extends Element {
  static properties = {
    name: {},
    at: {},
    series: {},
    large: {type: Boolean},
    hovered: {state: true},
  };

  #plot = null;
  #size = new ResizeObserver(([entry]) => this.#fit(entry.contentRect.width));

  connectedCallback() {
    super.connectedCallback();
    this.updateComplete.then(() => this.#size.observe(this.querySelector('.plot')));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#size.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #fit(width) {
    if (!width || !this.isConnected) {
      return;
    }
    if (this.#plot) {
      this.#plot.setSize({width, height: this.#plot.height});
    } else {
      this.#plot = plot(this.querySelector('.plot'), this, width, index => (this.hovered = index));
      this.#fill();
    }
  }

  #fill() {
    this.#plot?.setData([this.at.map(time => time / 1000), ...this.series.map(series => series.values)]);
  }

  updated(changed) {
    if (changed.has('at') || changed.has('series')) {
      this.#fill();
    }
  }

  value(series, index) {
    const value = series.values[index];
    return value === null || value === undefined ? UNKNOWN : series.format(value);
  }

  /** The chart in a sentence, for those who do not see it. */
  summary() {
    const last = this.at.length - 1;
    const parts = this.series.map(series => {
      const highest = Math.max(...series.values.filter(value => value !== null));
      return `${series.label} ${this.value(series, last)}, at most ${Number.isFinite(highest) ? series.format(highest) : UNKNOWN}`;
    });
    return `${this.name}: ${parts.join('; ')}`;
  }

  render() {
    const index = this.hovered ?? this.at.length - 1;
    return html`<figure class="chart ${this.large ? 'large' : ''}">
      <figcaption>
        <span class="chart-name">${this.name}</span>
        ${this.series.map(series => html`<span class="key ${series.tone}"
          ><span class="key-label">${series.label}</span> <b>${this.value(series, index)}</b></span>`)}
        ${this.hovered === null || this.hovered === undefined
          ? nothing
          : html`<span class="muted chart-time">${clock(this.at[index] ?? Date.now())}</span>`}
      </figcaption>
      <div class="plot" role="img" aria-label=${this.summary()}></div>
    </figure>`;
  }
}
customElements.define('live-chart', LiveChart);

/** @param at epoch milliseconds */
export const chart = (name, at, series, {large = false} = {}) =>
  html`<live-chart .name=${name} .at=${at} .series=${series} .large=${large}></live-chart>`;
