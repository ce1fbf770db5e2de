import {html, nothing} from 'lit';
import {groupAddress} from '../lib/addresses.js';
import {get} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {count, duration, number, rate} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {chart} from './chart.js';
import {units} from './units.js';

const EVERY = 15_000;
const LINES = 4;

const sum = list => list.reduce((total, value) => total + value, 0);

/** The last step is not over: its count is of the time that has passed. */
const perSecond = (values, {at, stepSeconds}) => values.map((value, index) =>
  value / (index === at.length - 1 ? Math.min(stepSeconds, Math.max(10, (Date.now() - at[index]) / 1000)) : stepSeconds));

/** The last attempt of an event is a failure, and makes it a dead letter; a bad payload is a dead letter without an attempt. */
const failures = ({failed, dead}) => failed.map((value, index) => Math.max(value, dead[index]));

/** Few events are counted by the minute. */
const pace = perSecond => (perSecond && perSecond < 1 ? `${number(perSecond * 60)}/min` : rate(perSecond));

const added = lists => lists.reduce((total, list) => total.map((value, index) => value + list[index]));

/**
 * What happened in a range of time: to the event types of one group, or to all groups. `range` is one of lib/ranges.js, and
 * `group` may be missing. `brief`: only what no live chart shows.
 */
class ActivityView extends Element {
  static properties = {range: {}, group: {}, brief: {type: Boolean}};
  #request = new Request(this);
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || this.read(), EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate(changed) {
    if (changed.has('range') || changed.has('group')) {
      this.read();
    }
  }

  read() {
    this.#request.run(signal => get('/api/monitoring/history', {range: this.range, group: this.group}, signal));
  }

  render() {
    return this.#request.draw(past => this.past(past), {lines: 6});
  }

  past(past) {
    const {series, gauges} = past;
    return html`
      <div class="card charts-2">
        ${this.failures(past)}
        ${this.brief ? nothing : this.throughput(past)}
        ${gauges && !this.brief ? this.backlog(past) : nothing}
        ${gauges && !this.brief ? this.ages(past) : nothing}
      </div>
      ${series.length ? this.table(past) : html`<p class="muted">Nothing was handled in this time.</p>`}`;
  }

  /** The worst few each have a line, the others one together. */
  failures({at, stepSeconds, series}) {
    const failing = series.filter(one => sum(failures(one)));
    const lines = failing.slice(0, failing.length > LINES ? LINES - 1 : LINES).map(one => [one.name, failures(one)]);
    const others = failing.slice(lines.length).map(failures);
    const drawn = [...lines, ...(others.length ? [[count(failing.length - lines.length, 'other'), added(others)]] : [])];
    return chart(`Failures ${stepSeconds === 60 ? 'a minute' : `in ${stepSeconds / 60} minutes`}`, at,
      (drawn.length ? drawn : [['none', at.map(() => 0)]]).map(([label, values], index) =>
        ({label, values, tone: `series-${[2, 3, 4, 1][index]}`, ...units.entries})), {large: true});
  }

  throughput(past) {
    const values = past.series.length ? added(past.series.map(one => one.processed)) : past.at.map(() => 0);
    return chart('Throughput', past.at, [{label: 'processed', values: perSecond(values, past), tone: 'series-1', ...units.rate}], {large: true});
  }

  backlog({at, gauges: {lag, pending}}) {
    return chart('Entries', at, [
      {label: 'lag', values: lag, tone: 'series-2', ...units.entries},
      {label: 'pending', values: pending, tone: 'series-3', ...units.entries},
    ], {large: true});
  }

  ages({at, gauges: {lagMillis, oldestPendingMillis}}) {
    return chart('Age', at, [
      {label: 'oldest waiting', values: lagMillis, tone: 'series-2', ...units.time},
      {label: 'oldest pending', values: oldestPendingMillis, tone: 'series-3', ...units.time},
    ], {large: true});
  }

  table({series, at, stepSeconds}) {
    const seconds = at.length * stepSeconds;
    return html`<div class="wide" tabindex="0" role="region" aria-label=${this.group ? 'Event types' : 'Groups'}>
      <table class="cells">
        <thead><tr><th>${this.group ? 'Event type' : 'Group'}</th><th class="n">Processed</th><th class="n">Rate</th>
          <th class="n" title="Attempts that failed">Failed</th><th class="n" title="Events that became dead letters">Dead</th>
          <th class="n" title="How many of what ran has failed">Failing</th>
          <th class="n" title="From publishing to commit, on average">Latency</th><th class="n">Slowest</th>
          <th class="n" title="How long the handler takes for an event, on average">Handler</th></tr></thead>
        <tbody>${series.map(one => this.row(one, seconds))}</tbody>
      </table>
    </div>`;
  }

  row({name, processed, failed, dead, waitedMillis, slowestMillis, ranMicros}, seconds) {
    const done = sum(processed);
    const bad = sum(failures({failed, dead}));
    const mean = (values, weights) => sum(weights) ? sum(values.map((value, index) => (value ?? 0) * weights[index])) / sum(weights) : null;
    const handler = mean(ranMicros, added([processed, failed]));
    return html`<tr>
      <th scope="row">${this.group ? name : html`<a href=${groupAddress(name)}>${name}</a>`}</th>
      <td class="n" data-label="processed">${number(done)}</td>
      <td class="n" data-label="rate">${pace(done / seconds)}</td>
      <td class="n" data-label="failed">${sum(failed) ? html`<span class="count warn">${number(sum(failed))}</span>` : 0}</td>
      <td class="n" data-label="dead">${sum(dead) ? html`<span class="count bad">${number(sum(dead))}</span>` : 0}</td>
      <td class="n" data-label="failing">${done + bad ? `${Math.round((100 * bad) / (done + bad))} %` : ''}</td>
      <td class="n" data-label="latency">${duration(mean(waitedMillis, processed))}</td>
      <td class="n" data-label="slowest">${duration(Math.max(...slowestMillis))}</td>
      <td class="n" data-label="handler">${duration(handler === null ? null : handler / 1000)}</td>
    </tr>`;
  }
}
customElements.define('activity-view', ActivityView);

export const activity = (range, group, {brief = false} = {}) =>
  html`<activity-view .range=${range} .group=${group} .brief=${brief}></activity-view>`;
