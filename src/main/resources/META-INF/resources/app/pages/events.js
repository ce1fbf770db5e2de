import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {groupAddress} from '../lib/addresses.js';
import {get} from '../lib/api.js';
import {AutoRefresh} from '../lib/auto-refresh.js';
import {Element} from '../lib/element.js';
import {count, duration, errorLine} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {Action} from '../parts/action.js';
import {badge} from '../parts/badge.js';
import {filters} from '../parts/filters.js';
import {icons} from '../parts/icons.js';
import {pager} from '../parts/pager.js';
import {refreshing} from '../parts/refreshing.js';
import {empty} from '../parts/states.js';
import {statusTabs} from '../parts/status-tabs.js';
import {time} from '../parts/time.js';
import {discardUnhandled, redriveUnhandled} from '../parts/unhandled-actions.js';

const LIMIT = 50;
const PREVIEW = 160;
const FILTERS = ['eventType', 'stream', 'group', 'eventId', 'userId', 'error', 'from', 'to'];

/** What a choice of unhandled events can be narrowed to. */
const CHOSEN = ['eventType', 'stream', 'group', 'q', 'from', 'to'];

/** The event log: what became of each event in each group. */
class EventsPage extends Element {
  static properties = {live: {}, query: {}};
  #request = new Request(this);
  #action = new Action(this);
  #refresh = new AutoRefresh(this, '.rows', () => this.#request.refresh());

  willUpdate(changed) {
    if (changed.has('query')) {
      this.#request.run(signal => get('/api/events/processed', {limit: LIMIT, ...this.query}, signal));
    }
  }

  render() {
    return html`
      <div class="page-head">
        <h1>Events</h1><span class="muted">what became of each, in each group</span>
        <div class="actions">${refreshing(this.#refresh, this.#request)}
          <button type="button" @click=${() => this.#request.again()}>Read again</button></div>
      </div>
      ${filters(FILTERS, this.query)}
      ${this.#action.draw()}
      ${statusTabs(this.query, this.#request.readAt)}
      <div aria-busy=${this.#request.pending} class=${this.#request.pending ? 'pending' : ''}>
        ${this.#request.draw(found => this.found(found), {lines: 10})}
      </div>`;
  }

  /** All unhandled events that the filters find can be settled at once, where the filters can be sent. */
  unhandled(total) {
    const {status, offset, ...which} = this.query;
    if (status !== 'unhandled' || Object.keys(which).some(name => !CHOSEN.includes(name))) {
      return nothing;
    }
    const settle = async decide => {
      if (await decide(this.#action, total, which, html`<p>All that the filters find.</p>`)) {
        this.#request.again();
      }
    };
    return html`<div class="bar">
      <button type="button" class="primary" ?disabled=${this.#action.running} @click=${() => settle(redriveUnhandled)}>${icons.redrive} Redrive all</button>
      <button type="button" class="danger" ?disabled=${this.#action.running} @click=${() => settle(discardUnhandled)}>${icons.discard} Discard all</button>
    </div>`;
  }

  found({events, total, totalExact, limit, offset}) {
    if (!events.length) {
      return Object.keys(this.query).length
        ? empty('No event is like that', 'Fewer filters find more.')
        : empty('No event was handled yet', html`<a href="/publish">Publish one</a> and it appears here.`);
    }
    return html`
      ${this.unhandled(total)}
      <div class="wide" tabindex="0" role="region" aria-label="Events found">
        <table class="rows log">
          <thead><tr><th>Logged</th><th>Event</th><th>Stream and group</th><th>Status</th><th>Payload, or error</th></tr></thead>
          <tbody>${repeat(events, event => event.id, row)}</tbody>
        </table>
      </div>
      ${pager({total, totalExact, limit, offset, shown: events.length})}`;
  }
}
customElements.define('events-page', EventsPage);

const row = event => html`
  <tr>
    <td class="when">${time(event.createdAt)}</td>
    <th scope="row"><a href="/events/${event.eventId}">${event.eventType}</a><br><code class="muted">${event.eventId}</code></th>
    <td class="where"><span class="stream">${event.stream}</span><a href=${groupAddress(event.group)}>${event.group}</a></td>
    <td class="tried">${badge(event.status)} <span class="muted">${tried(event)}</span></td>
    <td class="text">${event.error
      ? html`<span class="error-line">${errorLine(event.error)}</span>`
      : html`<code>${preview(event.payload)}</code>`}</td>
  </tr>`;

/** How often a handler ran, and how long it was from the event's publication to its end in the group. */
function tried({attempts, publishedAt, processedAt}) {
  const took = publishedAt && processedAt ? Date.parse(processedAt) - Date.parse(publishedAt) : null;
  return html`${count(attempts, 'attempt')}${took === null ? nothing
    : html`, <span title="from its publication until the group had finished with it">${duration(took)}</span>`}`;
}

function preview(payload) {
  const text = JSON.stringify(payload);
  return text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text;
}
