import {html, nothing} from 'lit';
import {groupAddress, streamAddress} from '../lib/addresses.js';
import {duration, number, short, timeOf} from '../lib/format.js';
import {badge, tag} from './badge.js';
import {chart} from './chart.js';
import {liveness, trend, unknownLag} from './group-cells.js';
import {term} from './terms.js';
import {time} from './time.js';
import {units} from './units.js';

/** One stream of the overview. */
export const streamCard = stream => html`
  <article class="card stream-card">
    <header>
      <h3><a href=${streamAddress(stream.name)}>${stream.name}</a></h3>
      ${tag(stream.mode)}
      ${deadLetters(stream)}
      <span class="muted stream-size">${stream.exists
        ? html`<b>${short(stream.length)}</b> entries${stream.lastEntryId ? html`, newest ${time(timeOf(stream.lastEntryId))}` : nothing}`
        : 'not in Redis yet'}</span>
    </header>
    <div class="charts live-numbers">${throughput(stream)}${stream.groups.length ? lag(stream) : nothing}</div>
    ${stream.groups.length ? groups(stream.groups) : html`<p class="muted">No consumer group reads it.</p>`}
  </article>`;

function deadLetters({name, groups}) {
  const dead = groups.reduce((total, group) => total + group.deadLetters, 0);
  return dead
    ? html`<a class="count bad" href="/dead-letters?${new URLSearchParams({stream: name})}">${number(dead)} dead</a>`
    : nothing;
}

export function throughput({history, groups}, options) {
  const processed = groups.filter(group => group.history).map((group, index) => ({
    label: groups.length === 1 ? 'processed' : group.name,
    values: group.history.processedPerSecond,
    tone: `series-${index % 3 + 2}`,
    ...units.rate,
  }));
  return chart('Throughput', history?.at ?? [], [
    {label: 'published', values: history?.publishedPerSecond ?? [], tone: 'series-1', ...units.rate},
    ...(processed.length > 3 ? [] : processed),
  ], options);
}

export function lag({groups}, options) {
  const known = groups.filter(group => group.history);
  return chart('Waiting', known[0]?.history.at ?? [], known.map((group, index) => ({
    label: groups.length === 1 ? 'oldest' : group.name,
    values: group.history.lagMillis,
    tone: `series-${index % 3 + 2}`,
    ...units.time,
  })), options);
}

const groups = list => html`
  <table class="mini live-numbers">
    <thead><tr><th>Group</th><th class="n">${term('lag')}</th><th class="n">${term('oldestWaiting')}</th><th class="n">${term('pending')}</th><th>Consumers</th></tr></thead>
    <tbody>${list.map(row)}</tbody>
  </table>`;

const row = group => html`
  <tr>
    <th scope="row"><a href=${groupAddress(group.name)}>${group.name}</a> ${group.paused ? badge('paused') : nothing}</th>
    <td class="n" data-label="lag">${group.lag === null ? unknownLag : number(group.lag)} ${trend(group.trend)}</td>
    <td class="n" data-label="oldest">${duration(group.lagMillis)}</td>
    <td class="n" data-label="pending">${number(group.pending)}</td>
    <td data-label="alive">${liveness(group)}</td>
  </tr>`;
