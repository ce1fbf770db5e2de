import {html, nothing} from 'lit';
import {router} from '../lib/router.js';

/** A few filters of a list, which are in the address: `fields` of [name, label]. */
export const searchForm = (fields, query) => html`
  <form class="bar" role="search" @submit=${submit}>
    ${fields.map(([name, label]) => html`<label class="field grow"><span>${label}</span>
      <input name=${name} .value=${query[name] ?? ''} placeholder="any" autocomplete="off" spellcheck="false"></label>`)}
    <button class="primary">Search</button>
    ${fields.some(([name]) => query[name]) ? html`<button type="button" @click=${() => router.go(location.pathname)}>Clear</button>` : nothing}
  </form>`;

function submit(event) {
  event.preventDefault();
  router.filter({...Object.fromEntries(new FormData(event.target)), offset: null});
}
