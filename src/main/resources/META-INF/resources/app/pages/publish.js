import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {eventAddress} from '../lib/addresses.js';
import {Element} from '../lib/element.js';
import {kinds} from '../lib/kinds.js';
import {badge} from '../parts/badge.js';
import {time} from '../parts/time.js';
import '../parts/publish-form.js';

const KEPT = 10;

const address = kind => `/publish?${new URLSearchParams({kind: kind.key})}`;

/** A form for each kind of event; what was published from here stays listed while the page is open. */
class PublishPage extends Element {
  static properties = {live: {}, query: {}, done: {state: true}};

  constructor() {
    super();
    this.done = [];
  }

  render() {
    const chosen = kinds.find(kind => kind.key === this.query.kind) ?? kinds.find(kind => kind.key === 'message.sent');
    return html`
      <div class="page-head"><h1>Publish</h1><span class="muted">by the same calls as any other client</span></div>
      <nav class="kinds" aria-label="Kinds of event">
        ${kinds.map(kind => html`<a href=${address(kind)} aria-current=${kind === chosen ? 'true' : nothing}>${kind.key}</a>`)}
      </nav>
      <div class="publish-page">
        ${keyed(chosen, html`<publish-form .kind=${chosen} .query=${this.query} @published=${this.published}></publish-form>`)}
        <section aria-labelledby="done">
          <div class="section-head first"><h2 id="done">Published from here</h2></div>
          <div role="status"><ul class="receipts">${this.done.map(receipt)}</ul></div>
          ${this.done.length ? nothing : html`<p class="muted">Nothing yet. What you publish is listed here, with the way to its story.</p>`}
        </section>
      </div>`;
  }

  published({detail: {kind, content, answer}}) {
    const one = {at: new Date().toISOString(), kind, content, answer};
    this.done = [one, ...this.done].slice(0, KEPT);
  }
}
customElements.define('publish-page', PublishPage);

const receipt = ({at, kind, content, answer: {eventId, messageId}}) => html`
  <li class="card">
    <div class="receipt-head"><strong>${content?.eventType ?? kind.key}</strong> ${state(content, eventId, messageId)}
      <span class="muted receipt-time">${time(at)}</span></div>
    ${eventId
      ? html`<a class="mono" href=${eventAddress({eventId, stream: content?.streamName, messageId})}>${eventId}</a>`
      : html`<span class="muted">Nothing was to be changed, so there is no event.</span>`}
  </li>`;

function state(content, eventId, messageId) {
  if (!eventId) {
    return badge('unknown', 'unchanged');
  }
  if (messageId) {
    return badge('published');
  }
  return content?.deliverAt ? badge('scheduled') : badge('waiting', 'kept in the outbox');
}
