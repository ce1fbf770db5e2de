import {html} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {streamAddress} from '../lib/addresses.js';
import {get} from '../lib/api.js';
import {AutoRefresh} from '../lib/auto-refresh.js';
import {Element} from '../lib/element.js';
import {Request} from '../lib/request.js';
import {Action} from '../parts/action.js';
import {icons} from '../parts/icons.js';
import {pager} from '../parts/pager.js';
import {refreshing} from '../parts/refreshing.js';
import {publishNow, unschedule} from '../parts/scheduled-actions.js';
import {searchForm} from '../parts/search-form.js';
import {empty} from '../parts/states.js';
import {time} from '../parts/time.js';

const LIMIT = 50;
const FIELDS = [['stream', 'Stream'], ['eventType', 'Event type']];

/** Events that are kept until their time comes. */
class ScheduledPage extends Element {
  static properties = {live: {}, query: {}};
  #request = new Request(this);
  #action = new Action(this);
  #refresh = new AutoRefresh(this, '.rows', () => this.#request.refresh());

  willUpdate(changed) {
    if (changed.has('query')) {
      this.#request.run(signal => get('/api/events/scheduled', {limit: LIMIT, ...this.query}, signal));
    }
  }

  async act(done) {
    if (await done) {
      this.#request.again();
    }
  }

  render() {
    return html`
      <div class="page-head">
        <h1>Scheduled events</h1><span class="muted">published when their time comes</span>
        <div class="actions">${refreshing(this.#refresh, this.#request)}</div>
      </div>
      ${searchForm(FIELDS, this.query)}
      ${this.#action.draw()}
      ${this.#request.draw(found => this.found(found), {lines: 10})}`;
  }

  found({events, total, limit, offset}) {
    if (!events.length) {
      return Object.keys(this.query).length
        ? empty('No scheduled event is like that', 'Fewer filters find more.')
        : empty('No event is scheduled', html`An event with a time, <code>deliverAt</code>, waits here: <a href="/publish?kind=custom">publish one</a>.`);
    }
    return html`
      <div class="wide" tabindex="0" role="region" aria-label="Scheduled events">
        <table class="rows">
          <thead><tr><th>Publishes</th><th>Event</th><th>Stream</th><th>Scheduled</th><th><span class="unseen">Actions</span></th></tr></thead>
          <tbody>${repeat(events, event => event.eventId + event.stream, event => this.row(event))}</tbody>
        </table>
      </div>
      ${pager({total, limit, offset, shown: events.length})}`;
  }

  row(event) {
    return html`<tr>
      <td class="when">${time(event.deliverAt)}</td>
      <th scope="row"><a href="/events/${event.eventId}">${event.eventType}</a><br><code class="muted">${event.eventId}</code></th>
      <td><a href=${streamAddress(event.stream)}>${event.stream}</a></td>
      <td class="when">${time(event.createdAt)}</td>
      <td class="acts">
        <button type="button" class="primary" ?disabled=${this.#action.running}
          @click=${() => this.act(publishNow(this.#action, event))}>${icons.play} Publish now</button>
        <button type="button" class="danger" ?disabled=${this.#action.running}
          @click=${() => this.act(unschedule(this.#action, event))}>${icons.close} Cancel</button></td>
    </tr>`;
  }
}
customElements.define('scheduled-page', ScheduledPage);
