import {html} from 'lit';
import {get, post} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {isoDuration} from '../lib/format.js';
import {Request} from '../lib/request.js';
import {Action} from './action.js';
import {badge} from './badge.js';
import {empty} from './states.js';

/** Where a group posts its events: the endpoint, a test of it, and what it answered last. */
class EndpointPanel extends Element {
  static properties = {group: {}, push: {}};
  #answers = new Request(this);
  #test = new Action(this);

  get path() {
    return `/api/groups/${encodeURIComponent(this.group)}`;
  }

  load() {
    this.#answers.run(signal => get(`${this.path}/answers`, {}, signal));
  }

  async test() {
    await this.#test.run(async () => {
      const answer = await post(`${this.path}/test`);
      if (!answer.accepted) {
        throw new Error(answer.error);
      }
      return answer;
    }, ({status, millis}) => `The endpoint answered ${status} after ${millis} ms.`);
  }

  render() {
    const {url, format, timeout, secrets} = this.push;
    return html`
      <div class="section-head"><h2>Endpoint</h2></div>
      <div class="card">
        <p><code>${url}</code></p>
        <p class="muted">${format}, answers within ${isoDuration(timeout)}, ${secrets === 0 ? 'not signed'
          : secrets === 1 ? 'signed' : 'signed by two secrets'}</p>
        <div class="bar"><button type="button" ?disabled=${this.#test.running} @click=${this.test}>Send a test event</button></div>
        ${this.#test.draw()}
      </div>
      <details class="fold" @toggle=${event => event.target.open && this.load()}>
        <summary><h2>Answers</h2> <span class="muted">of the endpoint to the newest events</span></summary>
        ${this.#answers.draw(({answers}) => this.list(answers))}
      </details>`;
  }

  list(answers) {
    return answers.length
      ? html`<div class="wide" tabindex="0" role="region" aria-label="Answers"><table>
          <thead><tr><th>Event</th><th>Type</th><th>State</th><th>Attempts</th><th>Answer</th><th>Time</th></tr></thead>
          <tbody>${answers.map(one => this.row(one))}</tbody>
        </table></div>
        <nav class="pager"><button type="button" @click=${() => this.load()}>Read again</button></nav>`
      : empty('No answer yet', 'No event has been posted.');
  }

  row({eventId, eventType, status, attempts, answer, error}) {
    return html`<tr>
      <td><a href=${`/events/${eventId}`}><code>${eventId.slice(-8)}</code></a></td>
      <td>${eventType}</td>
      <td>${badge(status)}</td>
      <td>${attempts}</td>
      <td>${answer.status ?? 'none'} <span class="muted">${(answer.body || error || '').slice(0, 200)}</span></td>
      <td>${answer.millis} ms</td>
    </tr>`;
  }
}
customElements.define('endpoint-panel', EndpointPanel);
