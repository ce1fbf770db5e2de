import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {Element} from '../lib/element.js';
import {count, number} from '../lib/format.js';
import {icons} from './icons.js';
import './letter-row.js';
import {pager} from './pager.js';

/** A page of dead letters to choose from. Tells `redrive` and `discard`, with the ids chosen, or none for all that match, and `edited`. */
class LetterList extends Element {
  static properties = {page: {}, chosen: {state: true}};

  willUpdate(changed) {
    if (changed.has('page')) {
      this.chosen = new Set();
    }
  }

  tell(type, ids) {
    this.dispatchEvent(new CustomEvent(type, {detail: ids}));
  }

  choose(id, wanted) {
    const chosen = new Set(this.chosen);
    chosen[wanted ? 'add' : 'delete'](id);
    this.chosen = chosen;
  }

  chooseAll(wanted) {
    this.chosen = new Set(wanted ? this.page.deadLetters.map(letter => letter.id) : []);
  }

  render() {
    const {deadLetters, total, totalExact, limit, offset} = this.page;
    return html`
      <div class="bar letters-bar">
        <label><input type="checkbox" .checked=${this.chosen.size === deadLetters.length}
          .indeterminate=${this.chosen.size > 0 && this.chosen.size < deadLetters.length}
          @change=${event => this.chooseAll(event.target.checked)}> All on this page</label>
        ${this.buttons(`${number(total)}${totalExact ? '' : '+'}`)}
      </div>
      <ul class="entries letters">${repeat(deadLetters, letter => letter.id, letter => html`<li>
        <letter-row .letter=${letter} .chosen=${this.chosen.has(letter.id)}
          @choose=${event => this.choose(letter.id, event.detail)}
          @edited=${event => this.tell('edited', event.detail)}
          @redrive=${() => this.tell('redrive', [letter.id])} @discard=${() => this.tell('discard', [letter.id])}></letter-row></li>`)}
      </ul>
      ${pager({total, totalExact, limit, offset, shown: deadLetters.length})}`;
  }

  buttons(all) {
    const ids = this.chosen.size ? [...this.chosen] : null;
    const which = ids ? count(ids.length, 'selected', 'selected') : `all ${all}`;
    return html`
      <button type="button" class="primary" @click=${() => this.tell('redrive', ids)}>${icons.redrive} Redrive ${which}</button>
      <button type="button" class="danger" @click=${() => this.tell('discard', ids)}>${icons.discard} Discard ${which}</button>
      ${ids ? nothing : html`<span class="muted">that match, on all pages</span>`}`;
  }
}
customElements.define('letter-list', LetterList);
