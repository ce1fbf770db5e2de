import {html, nothing} from 'lit';
import {get} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {count, duration} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {badge} from './badge.js';
import {entryRow} from './entry-row.js';
import {empty} from './states.js';

const PAGE = 50;

/** What was delivered to a group and not acknowledged yet, with what it is; read when somebody opens it. */
class PendingList extends Element {
  static properties = {group: {}, stream: {}, start: {state: true}};
  #request = new Request(this);

  load(start = undefined) {
    this.#request.run(signal =>
      get(`/api/monitoring/streams/${encodeURIComponent(this.stream)}/pending`, {group: this.group, start, count: PAGE}, signal));
  }

  render() {
    return html`<details class="fold" @toggle=${event => event.target.open && event.target.matches('.fold') && this.load()}>
      <summary><h2>Pending entries</h2> <span class="muted">delivered, not acknowledged yet</span></summary>
      ${this.#request.draw(page => this.page(page))}
    </details>`;
  }

  page({pending, total, next}) {
    if (!pending.length) {
      return empty('Nothing is pending', 'Every entry that was delivered has been acknowledged.');
    }
    return html`
      <ul class="entries">${pending.map(one => this.row(one))}</ul>
      <nav class="pager" aria-label="Pages of pending entries">
        <span class="muted">${count(pending.length, 'entry', 'entries')} of ${total}, oldest first</span>
        <button type="button" @click=${() => this.load()}>Read again</button>
        <button type="button" ?disabled=${!next} @click=${() => this.load(next)}>Next</button>
      </nav>`;
  }

  row({messageId, consumer, alive, ageMillis, idleMillis, deliveries, entry}) {
    const aside = html`
      ${deliveries > 1 ? html`<span class="badge warn">${deliveries} deliveries</span>` : nothing}
      ${alive === false ? badge('dead', 'its consumer is gone') : nothing}
      <span class="muted">${duration(ageMillis)} old, idle ${duration(idleMillis)}, with ${consumer}</span>`;
    return entry
      ? entryRow(entry, this.stream, aside)
      : html`<li class="gap"><code>${messageId}</code> was deleted from the stream; ${aside}</li>`;
  }
}
customElements.define('pending-list', PendingList);
