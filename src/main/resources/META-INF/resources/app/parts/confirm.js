import {html, nothing} from 'lit';
import {Element} from '../lib/element.js';

class ConfirmDialog extends Element {
  static properties = {question: {}};

  firstUpdated() {
    this.querySelector('dialog').showModal();
  }

  settle(answer) {
    this.dispatchEvent(new CustomEvent('settled', {detail: answer}));
    this.remove();
  }

  submit(event) {
    event.preventDefault();
    const answer = Object.fromEntries(new FormData(event.target));
    this.settle(event.submitter?.name === 'other' ? {...answer, other: true} : answer);
  }

  render() {
    const {title, text, action, other, danger, reason} = this.question;
    return html`<dialog aria-labelledby="question" @close=${() => this.settle(null)}>
      <form @submit=${this.submit}>
        <h2 id="question">${title}</h2>
        ${text}
        ${reason ? html`<label class="field"><span>${reason}</span><input name="reason" required maxlength="1000" autocomplete="off"></label>` : nothing}
        <div class="dialog-actions">
          <button type="button" @click=${() => this.settle(null)}>Cancel</button>
          ${other ? html`<button name="other" class="danger">${other}</button>` : nothing}
          <button class="primary ${danger ? 'danger' : ''}">${action}</button>
        </div>
      </form>
    </dialog>`;
  }
}
customElements.define('confirm-dialog', ConfirmDialog);

/**
 * Asks before something is done that cannot be undone.
 *
 * @param question {title, text, action, other, danger, reason}; other is a second way to agree, and sets `other` in the answer; reason is the label of a line that must be filled in
 * @returns {Promise<object|null>} what was filled in, or null when it was not wanted after all
 */
export function confirm(question) {
  const dialog = Object.assign(document.createElement('confirm-dialog'), {question});
  const settled = new Promise(resolve => dialog.addEventListener('settled', event => resolve(event.detail), {once: true}));
  const before = document.activeElement;
  document.body.append(dialog);
  return settled.finally(() => before?.focus?.());
}
