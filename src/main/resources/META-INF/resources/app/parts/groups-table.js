import {html, nothing} from 'lit';
import {groupAddress} from '../lib/addresses.js';
import {duration, number, rate} from '../lib/format.js';
import {badge} from './badge.js';
import {liveness, trend, unknownLag} from './group-cells.js';
import {term} from './terms.js';

const letters = group => `/dead-letters?${new URLSearchParams({group})}`;

export const groupsTable = groups => html`
  <div class="wide live-numbers" tabindex="0" role="region" aria-label="Consumer groups">
    <table class="cells">
      <thead><tr>
        <th>Group</th><th class="n">${term('lag')}</th><th class="n">${term('oldestWaiting')}</th><th class="n">${term('pending')}</th>
        <th class="n">${term('oldestPending')}</th><th class="n">Processed</th><th class="n">${term('retrying')}</th><th class="n">${term('deadLetters', 'Dead')}</th>
        <th>Consumers</th>
      </tr></thead>
      <tbody>${groups.map(row)}</tbody>
    </table>
  </div>`;

const row = group => html`
  <tr>
    <th scope="row"><a href=${groupAddress(group.name)}>${group.name}</a>
      ${group.paused ? badge('paused') : nothing} ${group.exists ? nothing : badge('unknown', 'not in Redis')}</th>
    <td class="n" data-label="lag">${trend(group.trend)} ${group.lag === null ? unknownLag : number(group.lag)}</td>
    <td class="n" data-label="oldest waiting">${duration(group.lagMillis)}</td>
    <td class="n" data-label="pending">${number(group.pending)}</td>
    <td class="n" data-label="oldest pending">${group.oldestPending ? duration(group.oldestPending.ageMillis) : 'none'}</td>
    <td class="n" data-label="processed">${rate(group.processedPerSecond)}</td>
    <td class="n" data-label="retrying">${number(group.retrying)}</td>
    <td class="n" data-label="dead">${group.deadLetters
      ? html`<a class="count bad" href=${letters(group.name)}>${number(group.deadLetters)}</a>`
      : 0}</td>
    <td data-label="consumers alive">${liveness(group)}</td>
  </tr>`;
