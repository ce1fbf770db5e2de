import {html, nothing} from 'lit';
import {groupAddress} from '../lib/addresses.js';
import {count, duration, number, UNKNOWN} from '../lib/format.js';
import {term} from './terms.js';

const ROLES = {
  reader: 'reads',
  reclaimer: 'reclaims',
  'handed-back': 'holds what was handed back',
  other: 'not of this service',
};

/** Consumers of one group or of several; with several, each says whose it is. */
export function consumersTable(groups) {
  const several = groups.length > 1;
  const rows = groups.flatMap(group => group.consumers.map(consumer => ({group: group.name, ...consumer})));
  const left = groups.reduce((total, group) => total + Math.max(0, group.consumerCount - group.consumers.length), 0);
  return html`
    <div class="wide live-numbers" tabindex="0" role="region" aria-label="Consumers">
      <table class="cells">
        <thead><tr>
          <th>Consumer</th>${several ? html`<th>Group</th>` : nothing}<th>Does</th><th class="n">${term('pending')}</th>
          <th class="n">${term('idle')}</th><th class="n">${term('inactive')}</th><th>State</th>
        </tr></thead>
        <tbody>${rows.map(consumer => row(consumer, several))}</tbody>
      </table>
    </div>
    ${left ? html`<p class="muted">and ${count(left, 'consumer')} more with less pending</p>` : nothing}`;
}

const row = (consumer, several) => html`
  <tr>
    <th scope="row" class="mono">${consumer.name}</th>
    ${several ? html`<td data-label="of"><a href=${groupAddress(consumer.group)}>${consumer.group}</a></td>` : nothing}
    <td>${ROLES[consumer.role] ?? consumer.role}</td>
    <td class="n" data-label="pending">${number(consumer.pending)}</td>
    <td class="n" data-label="idle">${duration(consumer.idleMillis)}</td>
    <td class="n" data-label="last entry">${lastEntry(consumer)}</td>
    <td>${state(consumer)}</td>
  </tr>`;

/** Redis 7.2 and newer know it. */
const lastEntry = ({inactiveMillis}) =>
  inactiveMillis === null || inactiveMillis === undefined ? UNKNOWN : `${duration(inactiveMillis)} ago`;

function state({alive, pending}) {
  if (alive === null) {
    return html`<span class="badge quiet">not judged</span>`;
  }
  return alive
    ? html`<span class="badge ok">alive</span>`
    : html`<span class="badge ${pending ? 'bad' : 'quiet'}">gone</span>`;
}
