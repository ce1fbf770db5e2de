import {html, nothing} from 'lit';
import {get, post} from '../lib/api.js';
import {AutoRefresh} from '../lib/auto-refresh.js';
import {Element} from '../lib/element.js';
import {count, errorLine} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {Action} from './action.js';
import {badge} from './badge.js';
import {icons} from './icons.js';
import './replay-form.js';
import {time} from './time.js';

const LIMIT = 200;
const SHOWN = 5;

/** Replays of a group: a form that starts one, how far each has come, and a way to stop it. Read when somebody opens it. */
class GroupReplays extends Element {
  static properties = {group: {}, stream: {}};
  #request = new Request(this);
  #action = new Action(this);

  constructor() {
    super();
    new AutoRefresh(this, null, () => this.querySelector('.fold').open && this.#request.refresh());
  }

  load() {
    this.#request.run(signal => get('/api/replays', {limit: LIMIT}, signal));
  }

  async start({detail}) {
    const started = await this.#action.run(
      () => post(`/api/streams/${encodeURIComponent(this.stream)}/replay`, {group: this.group, ...detail}),
      () => html`<strong>The replay runs.</strong>`,
    );
    if (started) {
      this.load();
    }
  }

  async cancel({id}) {
    if (await this.#action.run(() => post(`/api/replays/${id}/cancel`), () => html`<strong>The replay is cancelled.</strong>`)) {
      this.load();
    }
  }

  render() {
    return html`<details class="fold" id="replays" @toggle=${event => event.target.open && event.target.matches('.fold') && this.load()}>
      <summary><h2>Replay</h2> <span class="muted">events of the past once more</span></summary>
      <replay-form .running=${this.#action.running} @replay=${event => this.start(event)}></replay-form>
      ${this.#action.draw()}
      ${this.#request.draw(({replays}) => this.list(replays.filter(one => one.group === this.group).slice(0, SHOWN)), {lines: 2})}
    </details>`;
  }

  list(replays) {
    return replays.length
      ? html`<ul class="entries">${replays.map(one => this.replay(one))}</ul>`
      : html`<p class="muted">No replay of this group was started yet.</p>`;
  }

  replay(one) {
    return html`<li class="replay">
      ${badge(one.status)}
      <span>${count(one.handled, 'event')} handled, ${one.skipped} skipped, <span class=${one.failed ? 'error-line' : ''}>${one.failed} failed</span></span>
      <span class="muted">${range(one)}, from the ${one.source === 'stream' ? 'stream' : 'event log'}, started ${time(one.createdAt)}</span>
      ${one.status === 'running' ? html`<button type="button" class="danger" ?disabled=${this.#action.running}
        @click=${() => this.cancel(one)}>${icons.close} Cancel</button>` : nothing}
      ${one.lastError ? html`<p class="error-line">${errorLine(one.lastError)}</p>` : nothing}
    </li>`;
  }
}
customElements.define('group-replays', GroupReplays);

const range = ({from, to}) => (from || to ? `${from ?? 'the first'} to ${to ?? 'the last'}` : 'all events');

export const groupReplays = ({name, stream}) => html`<group-replays .group=${name} .stream=${stream}></group-replays>`;
