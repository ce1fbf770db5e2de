import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {get} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {count} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {router} from '../lib/router.js';
import {entryRow} from './entry-row.js';
import {empty} from './states.js';

const PAGE = 50;

/** Entries of a stream from an id or a time on, in one direction or the other. */
class EntryBrowser extends Element {
  static properties = {stream: {}, added: {type: Number}, query: {}};
  #request = new Request(this);
  #addedThen = null;

  willUpdate(changed) {
    if (changed.has('query')) {
      this.load();
    }
  }

  load() {
    const {order, at} = this.query;
    const forward = order === 'oldest';
    this.#addedThen = this.added;
    this.#request.run(signal =>
      get(`/api/monitoring/streams/${encodeURIComponent(this.stream)}/messages`, {
        direction: forward ? 'forward' : 'backward',
        [forward ? 'start' : 'end']: at,
        count: PAGE,
      }, signal));
  }

  go(event) {
    event.preventDefault();
    const {order, at, time} = Object.fromEntries(new FormData(event.target));
    router.filter({order: order === 'oldest' ? order : null, at: at.trim() || (time && new Date(time).toISOString())});
  }

  render() {
    const {order, at} = this.query;
    return html`
      <form class="bar" @submit=${this.go}>
        <label class="field"><span>Order</span>
          <select name="order" .value=${order ?? 'newest'}>
            <option value="newest" ?selected=${order !== 'oldest'}>Newest first</option>
            <option value="oldest" ?selected=${order === 'oldest'}>Oldest first</option>
          </select></label>
        <label class="field grow"><span>From entry</span>
          <input name="at" class="mono" .value=${at ?? ''} placeholder="1769860800130-0" autocomplete="off" spellcheck="false"></label>
        <label class="field"><span>or from time</span><input name="time" type="datetime-local" step="1"></label>
        <button class="primary">Show</button>
        ${at ? html`<button type="button" @click=${() => router.filter({at: null})}>From the ${order === 'oldest' ? 'first' : 'newest'}</button>` : nothing}
      </form>
      ${this.fresh()}
      ${this.#request.draw(page => this.entries(page), {lines: 8})}`;
  }

  /** How many were published since this page of entries was read. */
  fresh() {
    const fresh = this.added - this.#addedThen;
    return fresh > 0 && !this.query.at && this.query.order !== 'oldest'
      ? html`<button type="button" class="fresh" @click=${this.load}>Show ${count(fresh, 'newer entry', 'newer entries')}</button>`
      : nothing;
  }

  entries({messages, next}) {
    if (!messages.length) {
      return empty(this.query.at ? 'No entry on this side' : 'No entries');
    }
    return html`
      <ul class="entries">${repeat(messages, entry => entry.messageId, entry => entryRow(entry, this.stream))}</ul>
      <nav class="pager" aria-label="Pages of entries">
        <span class="muted">${count(messages.length, 'entry', 'entries')}</span>
        <button type="button" ?disabled=${!next} @click=${() => router.filter({at: next})}
          >${this.query.order === 'oldest' ? 'Newer' : 'Older'}</button>
      </nav>`;
  }
}
customElements.define('entry-browser', EntryBrowser);
