import {html} from 'lit';
import {Element} from '../lib/element.js';
import {icons} from './icons.js';

const NEXT = {system: 'light', light: 'dark', dark: 'system'};

/** As the system has it, light, or dark; kept for the next visit. */
class ThemeToggle extends Element {
  static properties = {theme: {state: true}};

  constructor() {
    super();
    this.theme = document.documentElement.dataset.theme;
  }

  turn() {
    this.theme = NEXT[this.theme] ?? 'system';
    document.documentElement.dataset.theme = this.theme;
    try {
      localStorage.setItem('theme', this.theme);
    } catch {
      // This browser keeps nothing; the choice holds for the page.
    }
  }

  render() {
    const label = `Theme: ${this.theme}; change to ${NEXT[this.theme]}`;
    return html`<button type="button" class="quiet" title=${label} aria-label=${label} @click=${this.turn}>
      ${icons[this.theme]}
    </button>`;
  }
}
customElements.define('theme-toggle', ThemeToggle);
