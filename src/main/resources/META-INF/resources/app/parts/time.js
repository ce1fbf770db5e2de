import {html, nothing} from 'lit';
import {Element} from '../lib/element.js';
import {ago, clock} from '../lib/format.js';

const TICK = 1000;
const shown = new Set();
let ticking = 0;

/** A time, absolute and relative; the relative part keeps up with the clock. */
class TimeStamp extends Element {
  static properties = {at: {}, millis: {type: Boolean}};

  connectedCallback() {
    super.connectedCallback();
    shown.add(this);
    ticking ||= setInterval(() => shown.forEach(stamp => stamp.requestUpdate()), TICK);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shown.delete(this);
    if (!shown.size) {
      clearInterval(ticking);
      ticking = 0;
    }
  }

  render() {
    return html`<time datetime=${this.at} title=${this.at}
      ><span class="clock">${clock(this.at, {millis: this.millis})}</span> <span class="ago">${ago(this.at)}</span></time>`;
  }
}
customElements.define('time-stamp', TimeStamp);

export const time = (at, {millis = false} = {}) =>
  at ? html`<time-stamp .at=${at} .millis=${millis}></time-stamp>` : nothing;
