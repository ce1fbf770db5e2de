import {html, nothing} from 'lit';
import {get} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {count, number} from '../lib/format.js';

/** How long to wait before the next look: letters that fail wait longer and longer for their next attempt. */
const PAUSES = [1000, 1000, 2000, 5000, 10_000];

/** What becomes of dead letters that were redriven together, until none of them waits. Tells `settled` then. */
class RedriveProgress extends Element {
  static properties = {redriveId: {}, redrive: {state: true}};
  #timer = 0;
  #looks = 0;

  connectedCallback() {
    super.connectedCallback();
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async look() {
    try {
      ({redrive: this.redrive} = await get(`/api/dead-letters/redrives/${this.redriveId}`));
      if (!this.redrive.waiting) {
        this.dispatchEvent(new CustomEvent('settled', {bubbles: true}));
        return;
      }
    } catch (problem) {
      if (problem.status === 404) {
        return;
      }
    }
    if (this.isConnected) {
      this.#timer = setTimeout(() => this.look(), PAUSES[Math.min(this.#looks++, PAUSES.length - 1)]);
    }
  }

  render() {
    if (!this.redrive) {
      return nothing;
    }
    const {letters, processed, waiting, dead, discarded, gone} = this.redrive;
    const of = status => `/events?${new URLSearchParams({status, redrive: this.redriveId})}`;
    return html`<span class="redrive-progress">
      <strong>${count(letters, 'dead letter')} redriven:</strong>
      ${this.part(processed, 'done', of('processed'))}
      ${this.part(waiting, 'waiting', of('retrying'))}
      ${this.part(dead, 'dead again', `/dead-letters?${new URLSearchParams({redrive: this.redriveId})}`, 'bad')}
      ${this.part(discarded, 'discarded', of('discarded'))}
      ${gone ? html`<span>${number(gone)} redriven once more or deleted</span>` : nothing}
    </span>`;
  }

  part(amount, word, address, tone = '') {
    return amount ? html`<a class=${tone} href=${address}>${number(amount)} ${word}</a>` : nothing;
  }
}
customElements.define('redrive-progress', RedriveProgress);

export const redriveProgress = redriveId => html`<redrive-progress .redriveId=${redriveId}></redrive-progress>`;
