import {html, nothing} from 'lit';
import {Element} from '../lib/element.js';
import {findEvents, findNames, findUsers} from '../lib/finder.js';
import {router} from '../lib/router.js';

/** Users are asked for when somebody has stopped typing. */
const PAUSE = 200;

/** One field that finds everything that has a page. */
class FindPalette extends Element {
  static properties = {found: {state: true}, at: {state: true}};
  #text = '';
  #users = new AbortController();

  constructor() {
    super();
    this.found = [];
    this.at = 0;
  }

  firstUpdated() {
    this.querySelector('dialog').showModal();
    this.find('');
  }

  async find(text) {
    this.#text = text;
    this.at = 0;
    this.#users.abort();
    // At once, so that Enter does what the field says even before the names are there.
    this.found = text ? findEvents(text) : [];
    const found = [...await findNames(text), ...(text ? findEvents(text) : [])];
    if (this.#text === text) {
      this.found = found;
      this.findUsers(text);
    }
  }

  /** They are added below: what somebody is about to choose stays where it is. */
  async findUsers(text) {
    const {signal} = this.#users = new AbortController();
    await new Promise(resolve => setTimeout(resolve, text ? PAUSE : 0));
    if (text && !signal.aborted) {
      const users = await findUsers(text, signal);
      this.found = signal.aborted ? this.found : [...this.found, ...users];
    }
  }

  key(event) {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && this.found.length) {
      event.preventDefault();
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.updateComplete.then(() => this.querySelector('[aria-selected=true]').scrollIntoView({block: 'nearest'}));
    } else if (event.key === 'Enter' && this.found[this.at]) {
      event.preventDefault();
      this.go(this.found[this.at]);
    }
  }

  go({address}) {
    this.remove();
    router.go(address);
  }

  /** A click beside the dialog meets the dialog itself. */
  click(event) {
    if (event.target.matches('dialog')) {
      this.remove();
    }
  }

  render() {
    return html`<dialog class="palette" aria-label="Find" @close=${() => this.remove()} @click=${this.click}>
      <input type="text" role="combobox" aria-label="Find" aria-expanded="true" aria-controls="found" aria-autocomplete="list"
        aria-activedescendant=${this.found.length ? `found-${this.at}` : nothing} autocomplete="off" spellcheck="false" autofocus
        placeholder="Stream, group, type, user, page, event id, or text in a payload"
        @input=${event => this.find(event.target.value.trim())} @keydown=${this.key}>
      <ul id="found" role="listbox" aria-label="Found">${this.found.map((one, index) => html`
        <li id="found-${index}" role="option" aria-selected=${index === this.at} @click=${() => this.go(one)}
          ><span class="tag">${one.kind}</span> <span>${one.name}</span></li>`)}</ul>
    </dialog>`;
  }
}
customElements.define('find-palette', FindPalette);

export const openPalette = () => document.body.append(document.createElement('find-palette'));
