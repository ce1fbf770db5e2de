import {html} from 'lit';
import {isoDuration, number} from '../lib/format.js';

const WORDS = [
  ['concurrency', 'Readers in each instance', number],
  ['batchSize', 'Entries in a batch', number],
  ['block', 'Waits for entries', isoDuration],
  ['visibilityTimeout', 'Visibility timeout', isoDuration],
  ['reclaimEvery', 'Reclaims every', isoDuration],
  ['maxAttempts', 'Attempts at most', number],
  ['maxDeliveries', 'Deliveries at most', number],
  ['backoffInitial', 'First retry after', isoDuration],
  ['backoffMax', 'Between retries at most', isoDuration],
  ['recordsOnly', 'Only records', only => (only ? 'yes' : 'no')],
  ['startFrom', 'Began at', value => value],
  ['eventTypes', 'Event types', list => list.join(', ') || 'all'],
];

export const settings = group => html`
  <details class="fold">
    <summary><h2>Settings</h2></summary>
    ${group.settings
      ? html`<dl class="card pairs">${WORDS.map(([key, words, write]) => html`<dt>${words}</dt><dd>${write(group.settings[key])}</dd>`)}</dl>`
      : html`<p class="muted">This group is not one of this service.</p>`}
  </details>`;
