import {html} from 'lit';
import {number} from '../lib/format.js';

/** How many had each value: `list` of {value, count}. */
export function histogram({title, unit, list, none}) {
  const most = Math.max(...list.map(one => one.count));
  return html`<section class="card">
    <h2>${title}</h2>
    ${list.length
      ? html`<table class="mini histogram live-numbers">
          <thead><tr><th class="n">${unit}</th><th class="n">Events</th><th class="share"><span class="unseen">Share</span></th></tr></thead>
          <tbody>${list.map(one => row(one, most))}</tbody>
        </table>`
      : html`<p class="muted">${none}</p>`}
  </section>`;
}

const row = ({value, count}, most) => html`
  <tr>
    <th scope="row" class="n">${number(value)}</th>
    <td class="n">${number(count)}</td>
    <td class="share">${share(count / most)}</td>
  </tr>`;

/** A bar as wide as its part of the whole. */
export const share = part => html`<svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
  <rect width=${Math.max(1, part * 100)} height="10"></rect></svg>`;
