import {html, nothing} from 'lit';
import {Element} from '../lib/element.js';
import {fault, parse} from '../lib/json.js';
import {pretty} from './json-view.js';

const LIMIT = 256 * 1024;

/** A text area for a JSON object, which says while one types whether it is one. */
class JsonField extends Element {
  static properties = {name: {}, label: {}, required: {type: Boolean}, violation: {}, text: {state: true}};

  constructor() {
    super();
    this.text = '';
  }

  fault() {
    if (!this.text.trim()) {
      return null;
    }
    const size = new Blob([this.text]).size;
    return fault(this.text) ?? (size > LIMIT ? `${size} bytes; a payload has at most ${LIMIT}` : null);
  }

  updated() {
    this.querySelector('textarea').setCustomValidity(this.fault() ?? '');
  }

  format() {
    this.text = pretty(parse(this.text));
  }

  render() {
    const wrong = this.fault();
    const typed = this.text.trim() !== '';
    return html`<div class="field">
      <label for="json-${this.name}">${this.label}</label>
      <textarea id="json-${this.name}" name=${this.name} class="mono" rows="8" spellcheck="false" ?required=${this.required}
        placeholder='{ "name": "value" }' aria-invalid=${Boolean(wrong || this.violation)} aria-describedby="state-${this.name}"
        .value=${this.text} @input=${event => (this.text = event.target.value)}></textarea>
      <div class="json-state"><span id="state-${this.name}" role="status" class=${wrong || this.violation ? 'fault' : 'hint'}
        >${wrong ?? this.violation ?? (typed ? 'A JSON object' : 'A JSON object goes here')}</span>
        ${typed && !wrong ? html`<button type="button" class="small" @click=${this.format}>Format</button>` : nothing}</div>
    </div>`;
  }
}
customElements.define('json-field', JsonField);
