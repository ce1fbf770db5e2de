import {html, nothing} from 'lit';
import {post} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {parse} from '../lib/json.js';
import './json-field.js';
import {pretty} from './json-view.js';

/** A form for another payload of one dead letter. Tells `edited` with the answer, and `closed`. */
class LetterEdit extends Element {
  static properties = {letter: {}, running: {state: true}, problem: {state: true}};

  /** A payload that is not JSON is kept as a string. */
  firstUpdated() {
    const {payload} = this.letter;
    this.querySelector('json-field').text = typeof payload === 'string' ? payload : pretty(payload);
  }

  async submit(event) {
    event.preventDefault();
    const payload = parse(new FormData(event.target).get('payload'));
    this.running = true;
    this.problem = null;
    try {
      const answer = await post(`/api/dead-letters/${this.letter.id}/edit`, {payload});
      this.dispatchEvent(new CustomEvent('edited', {detail: answer}));
    } catch (problem) {
      this.problem = problem;
    }
    this.running = false;
  }

  render() {
    return html`<form class="letter-edit" @submit=${this.submit}>
      <json-field name="payload" .name=${'payload'} .label=${'Payload'} required .violation=${this.problem?.of?.('payload')}></json-field>
      <p class="hint">Other groups keep the payload that was published. The history of the event keeps both.</p>
      ${this.problem ? html`<div class="message bad" role="alert"><p>${this.problem.message}</p></div>` : nothing}
      <div class="standing-acts">
        <button class="primary" ?disabled=${this.running}>Save and redrive</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('closed'))}>Cancel</button>
      </div>
    </form>`;
  }
}
customElements.define('letter-edit', LetterEdit);
