import {html, nothing} from 'lit';
import {eventAddress} from '../lib/addresses.js';
import {Element} from '../lib/element.js';
import {clock} from '../lib/format.js';
import {badge} from './badge.js';
import {copy} from './copy.js';
import {jsonView} from './json-view.js';
import {time} from './time.js';

const PREVIEW = 200;

/** One entry of a stream: a line, which opens to all that it carries. */
class EntryRow extends Element {
  static properties = {entry: {}, stream: {}, aside: {}, open: {state: true}};

  render() {
    const {entry} = this;
    return html`<details class="entry" @toggle=${event => (this.open = event.target.open)}>
      <summary>
        <time class="clock" datetime=${entry.at} title=${entry.at}>${clock(entry.at, {millis: true})}</time>
        <span class="entry-type">${entry.eventType ?? 'no type'}</span>
        ${entry.malformed ? badge('failed', 'malformed') : nothing}
        <span class="entry-aside">${this.aside}</span>
        <code class="entry-preview">${preview(entry.payload)}</code>
      </summary>
      ${this.open ? this.detail() : nothing}
    </details>`;
  }

  detail() {
    const {entry, stream} = this;
    return html`<div class="entry-detail">
      <dl class="pairs">
        <dt>Entry</dt><dd><code>${entry.messageId}</code> ${copy(entry.messageId, 'Copy the entry id')}</dd>
        <dt>Event</dt><dd>${entry.eventId
          ? html`<a class="mono" href=${eventAddress({...entry, stream})}>${entry.eventId}</a> ${copy(entry.eventId, 'Copy the event id')}`
          : 'has no id of its own'}</dd>
        <dt>Taken by Redis</dt><dd>${time(entry.at, {millis: true})}</dd>
        ${entry.timestamp ? html`<dt>Happened</dt><dd>${time(entry.timestamp, {millis: true})}</dd>` : nothing}
        ${entry.traceparent ? html`<dt>Trace</dt><dd><code>${entry.traceparent}</code></dd>` : nothing}
      </dl>
      ${entry.malformed ? html`<pre>${entry.payload}</pre>` : jsonView(entry.payload)}
      ${entry.cut ? html`<p class="muted">Only the beginning of a long payload is shown here.</p>` : nothing}
    </div>`;
  }
}
customElements.define('entry-row', EntryRow);

function preview(payload) {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text;
}

export const entryRow = (entry, stream, aside = nothing) =>
  html`<li><entry-row .entry=${entry} .stream=${stream} .aside=${aside}></entry-row></li>`;
