import {html} from 'lit';
import {errorLine, number} from '../lib/format.js';
import {router} from '../lib/router.js';
import {icons} from './icons.js';
import {share} from './histogram.js';
import {time} from './time.js';

/** Dead letters by what went wrong: the same cause is repaired once, and what it stopped is redriven at once. */
export const letterErrors = ({errors, total, summarized}, {chosen, redrive, discard}) => html`
  <div class="wide" tabindex="0" role="region" aria-label="Dead letters by error">
    <table class="rows errors">
      <thead><tr><th class="n">Letters</th><th>Error</th><th>Of</th><th>Last died</th><th>All of them</th></tr></thead>
      <tbody>${errors.map(error => row(error, {total: errors[0].count, chosen, redrive, discard}))}</tbody>
    </table>
  </div>
  ${summarized < total ? html`<p class="muted">Of the newest ${number(summarized)} of ${number(total)}.</p>` : ''}`;

const row = (error, {total, chosen, redrive, discard}) => {
  const current = error.fingerprint === chosen;
  return html`<tr class=${current ? 'chosen' : ''}>
    <td class="n"><b>${number(error.count)}</b>${share(error.count / total)}</td>
    <th scope="row"><button type="button" class="link" aria-pressed=${current}
      @click=${() => router.filter({fingerprint: current ? null : error.fingerprint, offset: null})}>${errorLine(error.fingerprint)}</button></th>
    <td>${some(error.eventTypes)}<br><span class="muted">${some(error.groups)}</span></td>
    <td class="when">${time(error.lastAt)}</td>
    <td class="acts">
      <button type="button" @click=${() => redrive(error)} aria-label="Redrive all with this error">${icons.redrive} Redrive</button>
      <button type="button" class="danger" @click=${() => discard(error)} aria-label="Discard all with this error">${icons.discard} Discard</button>
    </td>
  </tr>`;
};

const NAMED = 2;

const some = names => names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ` and ${names.length - NAMED} more` : '');
