import {html} from 'lit';
import {Element} from '../lib/element.js';
import {icons} from './icons.js';

const SHOWN_FOR = 1500;

class CopyButton extends Element {
  static properties = {text: {}, label: {}, copied: {state: true}};

  async copy() {
    await (navigator.clipboard ? navigator.clipboard.writeText(this.text) : this.copySelection());
    this.copied = true;
    setTimeout(() => (this.copied = false), SHOWN_FOR);
  }

  /** Browsers lend the clipboard to secure pages only; elsewhere a selection can be copied. */
  copySelection() {
    const area = document.createElement('textarea');
    area.value = this.text;
    this.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }

  render() {
    return html`<button type="button" class="quiet small" title=${this.label} aria-label=${this.label} @click=${this.copy}>
      ${this.copied ? icons.check : icons.copy}<span role="status">${this.copied ? 'Copied' : ''}</span>
    </button>`;
  }
}
customElements.define('copy-button', CopyButton);

export const copy = (text, label = 'Copy') => html`<copy-button .text=${text} .label=${label}></copy-button>`;
