import {html, nothing} from 'lit';
import {groupAddress} from '../lib/addresses.js';
import {Element} from '../lib/element.js';
import {number, rate, timeOf} from '../lib/format.js';
import {router} from '../lib/router.js';
import {tag} from '../parts/badge.js';
import {chart} from '../parts/chart.js';
import {consumersTable} from '../parts/consumers-table.js';
import {facts} from '../parts/facts.js';
import {groupsTable} from '../parts/groups-table.js';
import {empty, unsampled} from '../parts/states.js';
import {lag, throughput} from '../parts/stream-card.js';
import {time} from '../parts/time.js';
import {units} from '../parts/units.js';
import '../parts/entry-browser.js';
import '../parts/entry-tail.js';

class StreamPage extends Element {
  static properties = {live: {}, name: {}, query: {}};

  render() {
    const stream = this.live.sample?.stream;
    return html`
      <p class="crumbs"><a href="/">Overview</a> / Stream</p>
      <div class="page-head">
        <h1>${this.name}</h1>
        ${stream ? tag(stream.mode) : nothing} ${stream && !stream.exists ? tag('not in Redis yet') : nothing}
        <div class="actions">
          <a class="button" href="/publish?${new URLSearchParams({kind: 'custom', stream: this.name})}">Publish to it</a>
        </div>
      </div>
      ${stream ? this.sampled(stream) : unsampled(this.live)}
      ${this.live.missing ? nothing : this.entries(stream)}`;
  }

  sampled(stream) {
    return html`
      ${this.facts(stream)}
      <div class="card charts-3 live-numbers">
        ${throughput(stream, {large: true})}
        ${stream.groups.length ? lag(stream, {large: true}) : nothing}
        ${chart('Length', stream.history?.at ?? [], [
          {label: 'entries', values: stream.history?.length ?? [], tone: 'series-1', ...units.entries},
        ], {large: true})}
      </div>
      <div class="section-head"><h2>Groups</h2></div>
      ${stream.groups.length
        ? groupsTable(stream.groups)
        : empty('No consumer group reads this stream', 'Groups are configuration: streams.groups."name".stream')}
      ${stream.groups.length
        ? html`<details class="fold"><summary><h2>Consumers</h2> ${this.alive(stream.groups)}</summary>${consumersTable(stream.groups)}</details>`
        : nothing}`;
  }

  alive(groups) {
    const all = groups.flatMap(group => group.consumers);
    return html`<span class="muted">${all.filter(consumer => consumer.alive).length} alive of ${all.length}</span>`;
  }

  facts(stream) {
    return facts([
      {name: 'Length', value: number(stream.length), note: stream.maxEntries ? `of ${number(stream.maxEntries)} at most` : null},
      {name: 'Published', value: rate(stream.publishedPerSecond), note: html`${number(stream.entriesAdded)} ever`},
      {name: 'Oldest entry', value: this.at(stream.firstEntryId), note: stream.firstEntryId},
      {name: 'Newest entry', value: this.at(stream.lastEntryId), note: stream.lastEntryId},
      stream.heldBackBy && {
        name: 'Trimming waits for',
        value: html`<a href=${groupAddress(stream.heldBackBy)}>${stream.heldBackBy}</a>`,
        tone: 'warn name',
        note: 'has not finished with the oldest entries',
      },
    ]);
  }

  at(messageId) {
    return messageId ? html`<span class="only-ago">${time(timeOf(messageId))}</span>` : 'none';
  }

  entries(stream) {
    const liveView = this.query.view === 'live';
    return html`
      <div class="section-head">
        <h2 id="entries">Entries</h2>
        <div class="segments" role="group" aria-labelledby="entries">
          ${this.segment('Browse', !liveView, {view: null, type: null})}
          ${this.segment('Live tail', liveView, {view: 'live', order: null, at: null})}
        </div>
      </div>
      ${liveView
        ? html`<entry-tail .stream=${this.name} .query=${this.query} .connected=${this.live.connected}
            .types=${[...new Set(stream?.recent?.map(entry => entry.eventType) ?? [])]}></entry-tail>`
        : html`<entry-browser .stream=${this.name} .query=${this.query} .added=${stream?.entriesAdded ?? null}></entry-browser>`}`;
  }

  segment(text, chosen, filters) {
    return html`<button type="button" aria-pressed=${chosen} @click=${() => router.filter(filters)}>${text}</button>`;
  }
}
customElements.define('stream-page', StreamPage);
