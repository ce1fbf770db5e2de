import {html, nothing} from 'lit';
import {Element} from '../lib/element.js';
import {read, write} from '../lib/saved.js';
import {confirm} from './confirm.js';
import {icons} from './icons.js';

/** Searches of this page that somebody gave a name. They are kept in this browser. */
class SavedFilters extends Element {
  static properties = {query: {}, saved: {state: true}};

  constructor() {
    super();
    this.saved = read(location.pathname);
  }

  keep(saved) {
    this.saved = saved;
    write(location.pathname, saved);
  }

  async save() {
    const {offset, ...query} = this.query;
    const answer = await confirm({
      title: 'Save this search',
      text: html`<p>It stays in this browser.</p>`,
      action: 'Save',
      reason: 'Name',
    });
    const name = answer?.reason.trim();
    if (name) {
      this.keep([...this.saved.filter(one => one.name !== name), {name, query: String(new URLSearchParams(query))}]);
    }
  }

  render() {
    const {offset, ...query} = this.query;
    const now = String(new URLSearchParams(query));
    return html`${this.saved.map(one => html`<span class="saved">
        <a href="?${one.query}" aria-current=${one.query === now ? 'true' : nothing}>${one.name}</a><button type="button" class="quiet small"
          aria-label="Forget ${one.name}" @click=${() => this.keep(this.saved.filter(other => other !== one))}>${icons.close}</button></span>`)}
      ${now && !this.saved.some(one => one.query === now)
        ? html`<button type="button" class="small" @click=${this.save}>Save this search</button>`
        : nothing}`;
  }
}
customElements.define('saved-filters', SavedFilters);

export const savedFilters = query => html`<saved-filters .query=${query}></saved-filters>`;
