import {html, nothing} from 'lit';
import {groupAddress, streamAddress} from '../lib/addresses.js';
import {clock} from '../lib/format.js';
import {icons} from './icons.js';

const SHOWN = 6;

/** What to worry about, the worst first; and that there is nothing, when there is nothing. */
export function concerns(list) {
  if (!list.length) {
    return html`<p class="calm">${icons.check} Nothing to worry about.</p>`;
  }
  const rest = list.slice(SHOWN);
  return html`<div class="concerns">
    <ul aria-label="What to worry about">${list.slice(0, SHOWN).map(concern)}</ul>
    ${rest.length
      ? html`<details><summary>${rest.length} more</summary><ul>${rest.map(concern)}</ul></details>`
      : nothing}
  </div>`;
}

const concern = ({level, code, text, stream, group}) => {
  const address = addressOf(code, stream, group);
  const line = html`${icons[level]}<span class="unseen">${level}: </span><span>${withClocks(text)}</span>`;
  return html`<li class=${level}>${address ? html`<a href=${address}>${line}${icons.next}</a>` : html`<span>${line}</span>`}</li>`;
};

function addressOf(code, stream, group) {
  if (code === 'dead-letters') {
    return `/dead-letters${group ? `?${new URLSearchParams({group})}` : ''}`;
  }
  return group ? groupAddress(group) : stream ? streamAddress(stream) : null;
}

/** Times of the service as the reader's clock shows them. */
const withClocks = text => text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, time => clock(time));
