import {html, nothing} from 'lit';
import {get} from '../lib/api.js';
import {AutoRefresh} from '../lib/auto-refresh.js';
import {Element} from '../lib/element.js';
import {count, errorLine, number} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {router} from '../lib/router.js';
import {Action} from '../parts/action.js';
import {filters} from '../parts/filters.js';
import {icons} from '../parts/icons.js';
import {discard, redrive, redriven} from '../parts/letter-actions.js';
import {letterErrors} from '../parts/letter-errors.js';
import '../parts/letter-list.js';
import {refreshing} from '../parts/refreshing.js';
import {empty} from '../parts/states.js';

const LIMIT = 50;
const FILTERS = ['eventType', 'stream', 'group', 'error', 'from', 'to'];
/** What the summary can be narrowed to. */
const SUMMED = ['stream', 'group', 'eventType', 'q', 'error', 'from', 'to', 'redrive'];

const pick = (object, names) => Object.fromEntries(names.filter(name => object[name]).map(name => [name, object[name]]));

/** Events that a group gave up on, by their errors and one by one. */
class DeadLettersPage extends Element {
  static properties = {live: {}, query: {}};
  #summary = new Request(this);
  #letters = new Request(this);
  #action = new Action(this);
  #countThen = null;
  #refresh = new AutoRefresh(this, '.letters-read', () => this.refresh());

  willUpdate(changed) {
    if (changed.has('query')) {
      this.read();
    }
    this.#countThen ??= this.count();
  }

  read() {
    this.#countThen = this.count();
    this.#summary.run(signal => get('/api/dead-letters/summary', pick(this.query, SUMMED), signal));
    this.#letters.run(signal => get('/api/dead-letters', {limit: LIMIT, ...this.query}, signal));
  }

  refresh() {
    this.#countThen = this.count();
    this.#summary.refresh();
    this.#letters.refresh();
  }

  count() {
    return this.live.service?.deadLetters ?? null;
  }

  /** What the filters in the address mean, together with an error or ids. */
  selection(more = {}) {
    return more.ids ? more : {...pick(this.query, [...FILTERS, 'q', 'fingerprint', 'redrive']), ...more};
  }

  /** The count that is confirmed is that of this moment. */
  async decide(decide, which) {
    const {total, errors} = which.ids ? this.chosen(which.ids) : await get('/api/dead-letters/summary', which);
    const told = html`${which.ids ? nothing : meaning(which)}${counted(errors)}`;
    if (await decide(this.#action, total, which, told)) {
      this.read();
    }
  }

  /** The summary of letters on this page. */
  chosen(ids) {
    const letters = this.#letters.value.deadLetters.filter(letter => ids.includes(letter.id));
    const errors = Object.entries(Object.groupBy(letters, letter => errorLine(letter.error ?? 'no error was kept')));
    return {
      total: ids.length,
      errors: errors.map(([fingerprint, list]) => ({
        fingerprint,
        count: list.length,
        types: Object.entries(Object.groupBy(list, letter => letter.eventType))
          .map(([eventType, some]) => ({eventType, count: some.length})),
      })),
    };
  }

  async edited({detail}) {
    await this.#action.run(async () => detail, redriven);
    this.read();
  }

  render() {
    return html`
      <div class="page-head">
        <h1>Dead letters</h1><span class="muted">events that a group gave up on</span>
        <div class="actions">${refreshing(this.#refresh, this.#letters)}
          <button type="button" @click=${this.read}>Read again</button></div>
      </div>
      ${filters(FILTERS, this.query)}
      ${this.#action.draw()}
      ${this.changed()}
      <div class="letters-read">${this.#letters.draw(page => (page.total || Object.keys(this.query).length ? this.both(page) : none), {lines: 10})}</div>`;
  }

  /** Letters that came or went since are not pushed under the reader's hand. */
  changed() {
    const now = this.count();
    return this.#countThen !== null && now !== null && now !== this.#countThen
      ? html`<button type="button" class="fresh" @click=${this.read}>There are ${count(now, 'dead letter')} now; read again</button>`
      : nothing;
  }

  both(page) {
    const {fingerprint, redrive: ofRedrive} = this.query;
    const acts = {
      chosen: fingerprint,
      redrive: chosen => this.decide(redrive, this.selection({fingerprint: chosen.fingerprint})),
      discard: chosen => this.decide(discard, this.selection({fingerprint: chosen.fingerprint})),
    };
    return html`
      <div class="section-head">${page.total ? html`<h2>By error</h2>` : nothing}${ofRedrive ? html`
        <button type="button" class="small chip" @click=${() => router.filter({redrive: null, offset: null})}
          >failed again in one redrive ${icons.close}<span class="unseen">show all letters</span></button>` : nothing}</div>
      ${this.#summary.draw(summary => (summary.errors.length ? letterErrors(summary, acts) : nothing))}
      <div class="section-head"><h2>Letters</h2>${fingerprint ? html`
        <button type="button" class="small chip" @click=${() => router.filter({fingerprint: null, offset: null})}
          ><code>${errorLine(fingerprint)}</code> ${icons.close}<span class="unseen">show all errors</span></button>` : nothing}</div>
      ${page.total
        ? html`<letter-list .page=${page} @edited=${event => this.edited(event)} @redrive=${event => this.letters(redrive, event)} @discard=${event => this.letters(discard, event)}></letter-list>`
        : empty('No dead letter is like that', 'Fewer filters find more.')}`;
  }

  letters(decide, {detail: ids}) {
    this.decide(decide, this.selection(ids ? {ids} : {}));
  }
}
customElements.define('dead-letters-page', DeadLettersPage);

const none = empty('No dead letters', 'No group has given up on any event.');

const WORDS = {eventType: 'of type', stream: 'on', group: 'of', error: 'with the error text', q: 'with the text', fingerprint: 'with the error', from: 'died from', to: 'died until', redrive: 'of the redrive'};

/** All that match, in words, so that nobody redrives more than was meant. */
const meaning = which => {
  const parts = Object.entries(which);
  return parts.length
    ? html`<p>All ${parts.map(([name, value]) => html`${WORDS[name]} <code>${value}</code> `)}</p>`
    : html`<p>All there are, of every stream and group.</p>`;
};

const COUNTED = 8;

/** What would be decided about, by error and type. */
const counted = errors => html`<table class="mini">
  <thead><tr><th class="n">Letters</th><th>Error</th><th>Of type</th></tr></thead>
  <tbody>${errors.slice(0, COUNTED).map(error => html`<tr><td class="n">${number(error.count)}</td>
    <td class="error-line">${errorLine(error.fingerprint)}</td>
    <td>${error.types.map(type => `${type.eventType} ${number(type.count)}`).join(', ')}</td></tr>`)}</tbody>
</table>${errors.length > COUNTED ? html`<p class="muted">And ${count(errors.length - COUNTED, 'more error')}.</p>` : nothing}`;
