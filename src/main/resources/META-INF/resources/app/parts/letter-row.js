import {html, nothing} from 'lit';
import {groupAddress, streamAddress} from '../lib/addresses.js';
import {Element} from '../lib/element.js';
import {count, duration, errorLine} from '../lib/format.js';
import {get} from '../lib/api.js';
import {copy} from './copy.js';
import {letterButtons} from './event-state.js';
import {jsonView} from './json-view.js';
import {time} from './time.js';
import {withTrace} from './timeline.js';

/** One dead letter: a line to choose it by, which opens to its error and its payload. Tells `choose`, `redrive`, `discard`, `edited`. */
class LetterRow extends Element {
  static properties = {letter: {}, chosen: {type: Boolean}, open: {state: true}, editing: {state: true}, trace: {state: true}};

  tell(type, detail = this.letter) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }

  /** A list has neither stack traces nor long payloads. */
  async toggle(open) {
    this.open = open;
    if (open) {
      const {deadLetter, history} = await get(`/api/dead-letters/${this.letter.id}`).catch(() => ({}));
      this.whole = deadLetter;
      this.trace = history?.findLast(step => step.group === this.letter.group && step.trace)?.trace;
    }
  }

  async edit() {
    this.whole ??= this.letter;
    this.editing = true;
  }

  render() {
    const {letter} = this;
    return html`
      <input type="checkbox" aria-label="Select ${letter.eventType} ${letter.eventId}" .checked=${this.chosen}
        @change=${event => this.tell('choose', event.target.checked)}>
      <details class="entry" @toggle=${event => event.target.matches('.entry') && this.toggle(event.target.open)}>
        <summary>
          <span class="letter-time">${time(letter.diedAt)}</span>
          <span class="entry-type">${letter.eventType}</span>
          <span class="muted">${letter.group}, ${count(letter.attempts, 'attempt')}, ${lifetime(letter)}</span>
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
        <dt>First delivered</dt><dd>${time(letter.createdAt)}</dd>
        <dt>Tried</dt><dd>${count(letter.attempts, 'time')}, last by <code>${letter.consumer}</code></dd>
      </dl>
      ${letter.error ? html`<pre class="error-text" tabindex="0">${withTrace(letter.error, this.trace)}</pre>` : nothing}
      ${this.editing
        ? html`<letter-edit .letter=${this.whole} @edited=${event => this.tell('edited', event.detail)}
            @closed=${() => (this.editing = false)}></letter-edit>`
        : html`${jsonView(letter.payload)}
          <div class="standing-acts">${letterButtons(letter, {
            redrive: () => this.tell('redrive'),
            discard: () => this.tell('discard'),
            edit: () => this.edit(),
          })}</div>`}
    </div>`;
  }
}
customElements.define('letter-row', LetterRow);

/** How long the group tried. */
const lifetime = ({publishedAt, createdAt, diedAt}) =>
  html`<span title="from its publication until the group gave up">${duration(Date.parse(diedAt) - Date.parse(publishedAt ?? createdAt))}</span>`;
