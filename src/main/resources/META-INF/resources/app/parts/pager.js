import {html} from 'lit';
import {number} from '../lib/format.js';
import {router} from '../lib/router.js';

// What the event log takes as an offset.
const farthest = 10000;

/** The way through a list that is read in pages of `limit` from `offset` of `total`, or of more than it if not exact. */
export const pager = ({total, totalExact = true, limit, offset, shown}) => html`
  <nav class="pager" aria-label="Pages of the list">
    <span class="muted">${total ? `${number(offset + 1)}–${number(offset + shown)} of ${number(total)}${totalExact ? '' : '+'}` : 'None'}</span>
    <button type="button" ?disabled=${offset === 0} @click=${() => turn(offset - limit)}>Previous</button>
    <button type="button" ?disabled=${totalExact ? offset + shown >= total : shown < limit || offset + limit > farthest} @click=${() => turn(offset + limit)}>Next</button>
  </nav>`;

const turn = offset => router.filter({offset: offset > 0 ? offset : null});
