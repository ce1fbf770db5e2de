import {html, nothing} from 'lit';
import {get} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {short} from '../lib/format.js';
import {router} from '../lib/router.js';
import {statuses} from '../lib/statuses.js';

/** Counts are read less often than rows: each is a query of its own. */
const EVERY = 15_000;

/** How many events of a search have each status; a choice among them. */
class StatusTabs extends Element {
  static properties = {query: {}, readAt: {}, counts: {state: true}};
  #asked = null;
  #countedAt = 0;

  constructor() {
    super();
    this.counts = {};
  }

  /** After the list, which somebody waits for. */
  willUpdate() {
    if (!this.readAt) {
      return;
    }
    const {status, offset, ...search} = this.query;
    const asked = JSON.stringify(search);
    if (asked !== this.#asked || Date.now() - this.#countedAt > EVERY) {
      this.#asked = asked;
      this.#countedAt = Date.now();
      this.count(search, asked);
    }
  }

  /** One after the other, for searches share few connections. A count that cannot be read is not shown; the list says why. */
  async count(search, asked) {
    const counts = {};
    for (const status of ['', ...statuses]) {
      counts[status] = await get('/api/events/processed', {...search, status, limit: 1}).catch(() => null);
      if (asked !== this.#asked || !this.isConnected) {
        return;
      }
    }
    this.counts = counts;
  }

  render() {
    return html`<div class="tabs" role="group" aria-label="Status">${['', ...statuses].map(status => this.tab(status))}</div>`;
  }

  tab(status) {
    const counted = this.counts[status];
    return html`<button type="button" aria-pressed=${(this.query.status ?? '') === status}
      @click=${() => router.filter({status, offset: null})}>${status || 'all'}${counted
        ? html` <span class="count">${short(counted.total)}${counted.totalExact === false ? '+' : ''}</span>` : nothing}</button>`;
  }
}
customElements.define('status-tabs', StatusTabs);

export const statusTabs = (query, readAt) => html`<status-tabs .query=${query} .readAt=${readAt}></status-tabs>`;
