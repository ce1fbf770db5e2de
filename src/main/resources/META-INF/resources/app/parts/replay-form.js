import {html} from 'lit';
import {Element} from '../lib/element.js';
import {confirm} from './confirm.js';
import {icons} from './icons.js';

/** Which events a group handles once more. Sends `replay` with the body of the call. */
class ReplayForm extends Element {
  static properties = {running: {type: Boolean}};

  async submit(event) {
    event.preventDefault();
    const {from, to, source, force} = Object.fromEntries(new FormData(event.target));
    const agreed = await confirm({
      title: 'Replay these events?',
      text: html`<p>Handlers run again for events that were processed already${force
        ? html`. <strong>That includes handlers that do not say that they may run twice.</strong>`
        : '; handlers that do not say that they may run twice are skipped.'}</p>`,
      action: 'Start the replay',
      danger: Boolean(force),
    });
    if (agreed) {
      this.dispatchEvent(new CustomEvent('replay', {detail: {from: end(from), to: end(to), source, force: Boolean(force)}}));
    }
  }

  render() {
    return html`<form class="bar" @submit=${this.submit}>
      <label class="field"><span>From</span><input name="from" type="datetime-local" step="1"></label>
      <label class="field"><span>Until</span><input name="to" type="datetime-local" step="1"></label>
      <label class="field"><span>Out of</span><select name="source">
        <option value="event-log">the event log: all that the group was given</option>
        <option value="stream">the stream: what Redis still has</option></select></label>
      <label class="check"><input type="checkbox" name="force"> Also handlers that may not run twice</label>
      <button class="primary" ?disabled=${this.running}>${icons.redrive} Replay</button>
    </form>`;
  }
}
customElements.define('replay-form', ReplayForm);

/** An end that is left open is left out of the call. */
const end = time => (time ? new Date(time).toISOString() : undefined);
