import {html, nothing} from 'lit';
import {groupAddress, streamAddress} from '../lib/addresses.js';
import {Element} from '../lib/element.js';
import {count, errorLine} from '../lib/format.js';
import {copy} from './copy.js';
import {icons} from './icons.js';
import {jsonView} from './json-view.js';
import {time} from './time.js';

/** One dead letter: a line to choose it by, which opens to its error and its payload. Tells `choose`, `redrive`, `discard`. */
class LetterRow extends Element {
  static properties = {letter: {}, chosen: {type: Boolean}, open: {state: true}};

  tell(type, detail = this.letter) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }

  render() {
    const {letter} = this;
    return html`
      <input type="checkbox" aria-label="Select ${letter.eventType} ${letter.eventId}" .checked=${this.chosen}
        @change=${event => this.tell('choose', event.target.checked)}>
      <details class="entry" @toggle=${event => (this.open = event.target.matches('.entry') && event.target.open)}>
        <summary>
          <span class="letter-time">${time(letter.createdAt)}</span>
          <span class="entry-type">${letter.eventType}</span>
          <span class="muted">${letter.group}</span>
          <span class="error-line entry-preview">${errorLine(letter.error ?? 'no error was kept')}</span>
        </summary>
        ${this.open ? this.detail(letter) : nothing}
      </details>`;
  }

  detail(letter) {
    return html`<div class="entry-detail">
      <dl class="pairs">
        <dt>Event</dt><dd><a class="mono" href="/events/${letter.eventId}">${letter.eventId}</a> ${copy(letter.eventId, 'Copy the event id')}</dd>
        <dt>Group</dt><dd><a href=${groupAddress(letter.group)}>${letter.group}</a> of <a href=${streamAddress(letter.stream)}>${letter.stream}</a></dd>
        <dt>Tried</dt><dd>${count(letter.attempts, 'time')}, last by <code>${letter.consumer}</code></dd>
      </dl>
      ${letter.error ? html`<pre class="error-text" tabindex="0">${letter.error}</pre>` : nothing}
      ${jsonView(letter.payload)}
      <div class="standing-acts">
        <button type="button" class="primary" @click=${() => this.tell('redrive')}>${icons.redrive} Redrive</button>
        <button type="button" class="danger" @click=${() => this.tell('discard')}>${icons.discard} Discard</button>
      </div>
    </div>`;
  }
}
customElements.define('letter-row', LetterRow);
