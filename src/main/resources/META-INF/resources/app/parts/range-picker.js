import {html} from 'lit';
import {RANGES} from '../lib/ranges.js';
import {router} from '../lib/router.js';

/** Chooses how far back the charts of a page go; the address keeps it. */
export const rangePicker = (current, ranges = RANGES) => html`
  <div class="segments" role="group" aria-label="How far back">${ranges.map(({range, label}) => html`
    <button type="button" aria-pressed=${range === current} @click=${() => router.filter({range})}>${label}</button>`)}
  </div>`;
