import {html, nothing} from 'lit';
import {groupAddress} from '../lib/addresses.js';
import {duration, number, rate} from '../lib/format.js';
import {badge} from './badge.js';
import {liveness, trend, unknownLag} from './group-cells.js';

const letters = group => `/dead-letters?${new URLSearchParams({group})}`;

export const groupsTable = groups => html`
  <div class="wide live-numbers" tabindex="0" role="region" aria-label="Consumer groups">
    <table>
      <thead><tr>
        <th>Group</th><th class="n">Lag</th><th class="n">Oldest waits</th><th class="n">Pending</th>
        <th class="n">Oldest pending</th><th class="n">Processed</th><th class="n">Retrying</th><th class="n">Dead</th>
        <th>Consumers</th>
      </tr></thead>
      <tbody>${groups.map(row)}</tbody>
    </table>
  </div>`;

const row = group => html`
  <tr>
    <th scope="row"><a href=${groupAddress(group.name)}>${group.name}</a>
      ${group.paused ? badge('paused') : nothing} ${group.exists ? nothing : badge('unknown', 'not in Redis')}</th>
    <td class="n">${trend(group.trend)} ${group.lag === null ? unknownLag : number(group.lag)}</td>
    <td class="n">${duration(group.lagMillis)}</td>
    <td class="n">${number(group.pending)}</td>
    <td class="n">${group.oldestPending ? duration(group.oldestPending.ageMillis) : 'none'}</td>
    <td class="n">${rate(group.processedPerSecond)}</td>
    <td class="n">${number(group.retrying)}</td>
    <td class="n">${group.deadLetters
      ? html`<a class="count bad" href=${letters(group.name)}>${number(group.deadLetters)}</a>`
      : 0}</td>
    <td>${liveness(group)}</td>
  </tr>`;
