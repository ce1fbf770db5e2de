import {html, nothing} from 'lit';
import {Element} from '../lib/element.js';
import {localInput} from '../lib/format.js';
import {configuration} from '../lib/configuration.js';
import {router} from '../lib/router.js';
import {statuses} from '../lib/statuses.js';
import {savedFilters} from './saved-filters.js';

const WIDE = matchMedia('(min-width: 761px)');

/** Every filter that a list may have; a page names those that it offers. */
const FIELDS = {
  eventType: {label: 'Event type', choices: ({eventTypes}) => eventTypes.map(type => type.eventType)},
  stream: {label: 'Stream', choices: ({streams}) => streams.map(stream => stream.stream)},
  group: {label: 'Group', choices: ({groups}) => groups.map(group => group.group)},
  status: {label: 'Status', options: statuses},
  eventId: {label: 'Event id', mono: true},
  userId: {label: 'User id', mono: true},
  error: {label: 'Text in the error'},
  from: {label: 'From', time: true},
  to: {label: 'Until', time: true},
};

/** The filters of a list, as they are in the address. */
class FilterBar extends Element {
  static properties = {names: {}, query: {}, configured: {state: true}};

  constructor() {
    super();
    this.configured = {eventTypes: [], streams: [], groups: []};
    configuration().then(found => (this.configured = found), () => {});
  }

  submit(event) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.target));
    for (const name of this.names.filter(field => FIELDS[field].time)) {
      values[name] = values[name] && new Date(values[name]).toISOString();
    }
    router.filter({...mapValues(values, value => value.trim()), offset: null});
  }

  clear() {
    this.querySelectorAll('input, select').forEach(input => (input.value = ''));
    router.go(location.pathname);
  }

  render() {
    const set = this.names.filter(name => this.query[name]).length;
    return html`<form class="filters" @submit=${this.submit}>
      <div class="bar">
        <label class="field grow"><span>Text in the payload</span>
          <input type="search" name="q" .value=${this.query.q ?? ''} autocomplete="off" spellcheck="false"></label>
        <button class="primary">Search</button>
        ${set || this.query.q ? html`<button type="button" @click=${this.clear}>Clear</button>` : nothing}
      </div>
      <div class="saved-filters">${savedFilters(this.query)}</div>
      <details ?open=${WIDE.matches}>
        <summary>Filters${set ? html` <span class="count">${set}</span>` : nothing}</summary>
        <div class="fields">${this.names.map(name => this.field(name, FIELDS[name]))}</div>
      </details>
    </form>`;
  }

  field(name, {label, choices, options, mono, time}) {
    const value = this.query[name] ?? '';
    if (options) {
      return html`<label class="field"><span>${label}</span>
        <select name=${name} @change=${event => event.target.form.requestSubmit()}>
          <option value="">any</option>
          ${options.map(option => html`<option ?selected=${option === value}>${option}</option>`)}
        </select></label>`;
    }
    const list = choices ? `choices-${name}` : nothing;
    return html`<label class="field"><span>${label}</span>
      <input name=${name} class=${mono ? 'mono' : ''} type=${time ? 'datetime-local' : 'text'} step=${time ? '1' : nothing}
        .value=${time ? localInput(value) : value} list=${list} placeholder=${time ? nothing : 'any'} autocomplete="off" spellcheck="false"></label>
      ${choices ? html`<datalist id=${list}>${choices(this.configured).map(choice => html`<option value=${choice}></option>`)}</datalist>` : nothing}`;
  }
}
customElements.define('filter-bar', FilterBar);

const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

export const filters = (names, query) => html`<filter-bar .names=${names} .query=${query}></filter-bar>`;
