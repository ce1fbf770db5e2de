import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {get} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {number} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {router} from '../lib/router.js';
import {pager} from '../parts/pager.js';
import {empty} from '../parts/states.js';
import {time} from '../parts/time.js';

const LIMIT = 50;

/** Who did what. */
class OperationsPage extends Element {
  static properties = {live: {}, query: {}};
  #request = new Request(this);

  willUpdate(changed) {
    if (changed.has('query')) {
      this.#request.run(signal => get('/api/operations', {limit: LIMIT, ...this.query}, signal));
    }
  }

  search(event) {
    event.preventDefault();
    const {who, action} = Object.fromEntries(new FormData(event.target));
    router.filter({who: who.trim(), action: action.trim(), offset: null});
  }

  render() {
    return html`
      <div class="page-head">
        <h1>Operations</h1><span class="muted">who did what</span>
        <div class="actions"><button type="button" @click=${() => this.#request.again()}>Read again</button></div>
      </div>
      <form class="filters" @submit=${this.search}>
        <div class="bar">
          <label class="field grow"><span>Who</span><input name="who" .value=${this.query.who ?? ''} spellcheck="false"></label>
          <label class="field grow"><span>Action</span><input name="action" .value=${this.query.action ?? ''} spellcheck="false"></label>
          <button class="primary">Search</button>
        </div>
      </form>
      ${this.#request.draw(found => this.found(found), {lines: 10})}`;
  }

  found({operations, total, limit, offset}) {
    if (!operations.length) {
      return Object.keys(this.query).length
        ? empty('No operation is like that', 'Fewer filters find more.')
        : empty('Nobody has changed anything yet', 'Each redrive, discard, pause, resume, replay and change of a group appears here.');
    }
    return html`
      <div class="wide" tabindex="0" role="region" aria-label="Operations found">
        <table class="rows">
          <thead><tr><th>When</th><th>Who</th><th>Action</th><th>Of what</th><th>How many</th><th>Why</th></tr></thead>
          <tbody>${repeat(operations, operation => operation.id, row)}</tbody>
        </table>
      </div>
      ${pager({total, limit, offset, shown: operations.length})}`;
  }
}
customElements.define('operations-page', OperationsPage);

const row = operation => html`
  <tr>
    <td class="when">${time(operation.at)}</td>
    <th scope="row">${operation.who}</th>
    <td>${operation.action}</td>
    <td class="text">${operation.target ? html`<code>${operation.target}</code> ` : nothing}${operation.filter
      ? html`<span class="muted">${meaning(operation.filter)}</span>` : nothing}</td>
    <td>${number(operation.affected)}</td>
    <td class="text">${operation.reason ?? nothing}</td>
  </tr>`;

const meaning = filter => Object.entries(filter).map(([name, value]) => `${name} ${value}`).join(', ') || 'all there are';
