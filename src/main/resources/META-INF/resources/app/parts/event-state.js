import {html, nothing} from 'lit';
import {groupAddress, streamAddress} from '../lib/addresses.js';
import {count, duration} from '../lib/format.js';
import {badge, tag} from './badge.js';
import {icons} from './icons.js';
import './letter-edit.js';
import {time} from './time.js';

/** The handler cannot read such a payload, so running it again as it is cannot help. */
export const unreadable = error => /BadPayloadException/.test((error ?? '').split('\n', 1)[0]);

/** Where an event stands in each group, and what can be done about it there. */
export const eventGroups = ({groups}, acts) =>
  groups.length
    ? html`<ul class="standings" aria-label="State in each group">${groups.map(one => standing(one, acts))}</ul>`
    : html`<p class="muted">No consumer group reads its stream.</p>`;

const standing = (one, acts) => html`
  <li class="card">
    <div class="standing-head"><a href=${groupAddress(one.group)}>${one.group}</a> ${badge(one.state)}</div>
    <p class="muted">${words(one)}</p>
    ${one.state === 'dead' && acts.editing === one.id
      ? html`<letter-edit .letter=${{id: one.id, payload: acts.payload}} @edited=${event => acts.edited(event.detail)}
          @closed=${() => acts.edit(null)}></letter-edit>`
      : one.state === 'dead' ? html`<div class="standing-acts">${letterButtons(one, acts)}</div>` : nothing}
    ${one.state === 'unhandled' ? html`<div class="standing-acts">
      <button type="button" class="primary" ?disabled=${acts.running} @click=${() => acts.redrive(one)}>${icons.redrive} Redrive</button>
      <button type="button" class="danger" ?disabled=${acts.running} @click=${() => acts.discard(one)}>${icons.discard} Discard</button>
    </div>` : nothing}
    ${one.state === 'retrying' ? html`<div class="standing-acts">
      <button type="button" class="primary" ?disabled=${acts.running} @click=${() => acts.hurry(one)}>${icons.play} Retry now</button>
      <button type="button" class="danger" ?disabled=${acts.running} @click=${() => acts.cancel(one)}>${icons.close} Cancel</button>
    </div>` : nothing}
  </li>`;

/** What can help comes first: another payload where the handler cannot read this one. */
export const letterButtons = (letter, acts) => {
  const bad = unreadable(letter.error);
  const redrive = html`<button type="button" class=${bad ? '' : 'primary'} ?disabled=${acts.running}
    title=${bad ? 'The handler cannot read this payload; it fails again unless the handler was changed' : nothing}
    @click=${() => acts.redrive(letter)}>${icons.redrive} Redrive</button>`;
  const edit = html`<button type="button" class=${bad ? 'primary' : ''} ?disabled=${acts.running}
    @click=${() => acts.edit(letter.id)}>Edit and redrive</button>`;
  const discard = html`<button type="button" class="danger" ?disabled=${acts.running}
    @click=${() => acts.discard(letter)}>${icons.discard} Discard</button>`;
  return bad ? [edit, discard, redrive] : [redrive, edit, discard];
};

function words({state, attempts, nextAttemptAt, processedAt, pending, consumer}) {
  const tried = attempts ? count(attempts, 'attempt') : '';
  switch (state) {
    case 'processed':
      return html`${tried}, done ${time(processedAt)}`;
    case 'unhandled':
      return 'the group has no handler for its type';
    case 'retrying':
      return html`${tried || 'starts anew'}${nextAttemptAt ? html`, next ${time(nextAttemptAt)}` : nothing}`;
    case 'pending':
      return `with ${pending?.consumer ?? consumer}, ${count(pending?.deliveries ?? 1, 'delivery', 'deliveries')}, idle ${duration(pending?.idleMillis)}`;
    case 'waiting':
      return 'not delivered yet';
    case 'unknown':
      return 'in no event log, and Redis cannot say';
    default:
      return tried;
  }
}

export const publications = (list, acts) => html`
  <div class="section-head"><h2>On ${list.length === 1 ? 'its stream' : 'streams'}</h2></div>
  ${list.map(one => html`<dl class="pairs card">
    <dt>Stream</dt><dd><a href=${streamAddress(one.stream)}>${one.stream}</a> ${tag(one.mode)} ${badge(one.state)}</dd>
    ${one.messageId ? html`<dt>Entry</dt><dd>${entry(one)}</dd>` : nothing}
    ${one.storedAt ? html`<dt>In the outbox</dt><dd>${time(one.storedAt, {millis: true})}</dd>` : nothing}
    ${one.deliverAt ? html`<dt>Deliver at</dt><dd>${time(one.deliverAt)}</dd>` : nothing}
    ${one.state === 'scheduled' ? html`<dt></dt><dd class="standing-acts">
      <button type="button" class="primary" ?disabled=${acts.running} @click=${() => acts.publish(one)}>${icons.play} Publish now</button>
      <button type="button" class="danger" ?disabled=${acts.running} @click=${() => acts.unschedule(one)}>${icons.close} Cancel</button></dd>` : nothing}
    ${one.publishedAt ? html`<dt>Published</dt><dd>${time(one.publishedAt, {millis: true})}</dd>` : nothing}
  </dl>`)}`;

/** An entry that the stream still has can be looked at among its neighbours. */
const entry = ({stream, messageId, inStream}) =>
  inStream
    ? html`<a class="mono" href="${streamAddress(stream)}?${new URLSearchParams({at: messageId})}">${messageId}</a>`
    : html`<code>${messageId}</code>${inStream === false ? html` <span class="muted">trimmed or deleted</span>` : nothing}`;
