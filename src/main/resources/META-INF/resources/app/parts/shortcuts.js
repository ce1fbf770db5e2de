import {html} from 'lit';
import {Element} from '../lib/element.js';

const KEYS = [
  [['/', 'Ctrl K'], 'Find a stream, group, type, user, page or event'],
  [['j'], 'Next row of a list'],
  [['k'], 'Row before'],
  [['Enter'], 'Open the row'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This list'],
];

/** The keys of the dashboard. */
class ShortcutList extends Element {
  firstUpdated() {
    this.querySelector('dialog').showModal();
  }

  render() {
    return html`<dialog aria-labelledby="shortcuts" @close=${() => this.remove()}>
      <form method="dialog">
        <h2 id="shortcuts">Shortcuts</h2>
        <dl class="pairs">${KEYS.map(([keys, does]) => html`<dt>${keys.map(key => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd>`)}</dl>
        <div class="dialog-actions"><button class="primary" @click=${() => this.querySelector('dialog').close()} type="button">Close</button></div>
      </form>
    </dialog>`;
  }
}
customElements.define('shortcut-list', ShortcutList);

export const openShortcuts = () => document.body.append(document.createElement('shortcut-list'));
