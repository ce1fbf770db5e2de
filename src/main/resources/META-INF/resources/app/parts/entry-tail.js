import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {Element} from '../lib/element.js';
import {feed} from '../lib/feed.js';
import {count, number} from '../lib/format.js';
import {router} from '../lib/router.js';
import {entryRow} from './entry-row.js';
import {icons} from './icons.js';
import {empty} from './states.js';

/** As many rows as one can follow, and as many as are held while one reads. */
const SHOWN = 200;
const HELD = 2000;
/** A busy stream sends more often than anybody can look. */
const REFRESH = 200;

/** Entries as they are published, the newest on top. */
class EntryTail extends Element {
  static properties = {
    stream: {},
    types: {},
    query: {},
    connected: {type: Boolean},
    paused: {state: true},
    text: {state: true},
    rows: {state: true},
  };
  #held = [];
  #dropped = 0;
  #timer = 0;
  /** What is read must not move away. */
  #opened = {handleEvent: event => event.target.open && !this.paused && this.toggle(), capture: true};
  #take = event => this.take(event.detail);
  #gap = event => this.take({gap: event.detail.after, messageId: `gap after ${event.detail.after}`});

  constructor() {
    super();
    this.rows = [];
    this.text = '';
    this.paused = false;
  }

  connectedCallback() {
    super.connectedCallback();
    feed.addEventListener('entry', this.#take);
    feed.addEventListener('gap', this.#gap);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    feed.removeEventListener('entry', this.#take);
    feed.removeEventListener('gap', this.#gap);
    clearTimeout(this.#timer);
  }

  take(entry) {
    this.#held.push(entry);
    if (this.#held.length > HELD) {
      this.#held.shift();
      this.#dropped++;
    }
    this.#timer ||= setTimeout(() => this.show(), REFRESH);
  }

  show() {
    this.#timer = 0;
    if (!this.paused) {
      this.rows = [...this.#held.reverse(), ...this.rows].slice(0, SHOWN);
      this.#held = [];
      this.#dropped = 0;
    }
    this.requestUpdate();
  }

  toggle() {
    this.paused = !this.paused;
    this.show();
  }

  render() {
    const sought = this.text.toLowerCase();
    const rows = this.rows.filter(entry => entry.gap || JSON.stringify(entry).toLowerCase().includes(sought));
    return html`
      <div class="bar">
        <button type="button" class="primary" aria-pressed=${this.paused} @click=${this.toggle}
          >${this.paused ? html`${icons.play} Resume` : html`${icons.pause} Pause`}</button>
        <label class="field"><span>Event type</span>
          <input .value=${this.query.type ?? ''} list="tail-types" placeholder="any" autocomplete="off"
            @change=${event => router.filter({type: event.target.value.trim()}, {replace: true})}></label>
        <datalist id="tail-types">${this.types.map(type => html`<option value=${type}></option>`)}</datalist>
        <label class="field grow"><span>Contains</span>
          <input .value=${this.text} placeholder="text anywhere in the entry" @input=${event => (this.text = event.target.value)}></label>
        <button type="button" @click=${() => (this.rows = [])}>Clear</button>
        <span class="muted" role="status">${this.state()}</span>
      </div>
      ${rows.length ? this.list(rows) : this.none()}`;
  }

  state() {
    if (this.paused) {
      return `Paused; ${count(this.#held.length, 'entry', 'entries')} held${this.#dropped ? `, ${number(this.#dropped)} older left out` : ''}`;
    }
    return this.connected ? 'Following' : 'Not connected';
  }

  list(rows) {
    return html`<div role="log" aria-live="off" aria-label="Entries as they are published" @toggle=${this.#opened}><ul class="entries tail">
      ${repeat(rows, entry => entry.messageId, entry => entry.gap
        ? html`<li class="gap">Some entries after <code>${entry.gap}</code> were missed; <a href="?order=oldest&at=${encodeURIComponent(`(${entry.gap}`)}">browse them</a></li>`
        : entryRow(entry, this.stream))}
    </ul></div>`;
  }

  none() {
    return this.rows.length
      ? empty('None of the entries shown contains that')
      : empty('Nothing published since you look', html`Entries appear here as they come.
          <a href="/publish?${new URLSearchParams({kind: 'custom', stream: this.stream})}">Publish one</a>`);
  }
}
customElements.define('entry-tail', EntryTail);
