import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {Element} from '../lib/element.js';
import {count} from '../lib/format.js';
import {RANGES, rangeOf} from '../lib/ranges.js';
import {activity} from '../parts/activity.js';
import {concerns} from '../parts/concerns.js';
import {rangePicker} from '../parts/range-picker.js';
import {empty, loading} from '../parts/states.js';
import {streamCard} from '../parts/stream-card.js';
import {time} from '../parts/time.js';
import {vitals} from '../parts/vitals.js';

/** From this many streams on, one looks for a name and not along the cards. */
const MANY = 9;

class OverviewPage extends Element {
  static properties = {live: {}, query: {}, sought: {state: true}};

  constructor() {
    super();
    this.sought = '';
  }

  render() {
    const {sample, lostAt} = this.live;
    if (!sample?.streams) {
      return html`<h1>Overview</h1>${lostAt ? nothing : loading(8)}`;
    }
    const {service, streams} = sample;
    return html`
      <div class="page-head"><h1>Overview</h1>
        ${service.redis.sampledAt ? html`<span class="muted">as of ${time(service.redis.sampledAt)}</span>` : nothing}</div>
      ${concerns(service.concerns)}
      ${vitals(service, streams)}
      <div class="section-head">
        <h2>Streams</h2>
        ${streams.length < MANY ? nothing : this.finder()}
      </div>
      ${streams.length ? this.cards(sample) : this.none(service)}
      ${streams.length ? this.activity() : nothing}`;
  }

  /** The live cards show the last minute; this is what came before it. */
  activity() {
    const range = rangeOf(this.query) ?? '1h';
    return html`
      <div class="section-head"><h2>Failures and rates by group</h2>
        ${rangePicker(range, RANGES.filter(one => one.range))}</div>
      ${activity(range)}`;
  }

  finder() {
    return html`<input type="text" class="narrow" placeholder="Name contains" aria-label="Streams whose name contains"
      .value=${this.sought} @input=${event => (this.sought = event.target.value)}>`;
  }

  cards({streams, streamsLeftOut}) {
    const found = streams.filter(stream => stream.name.includes(this.sought));
    return html`
      <div class="cards">${repeat(found, stream => stream.name, streamCard)}</div>
      ${found.length ? nothing : empty('No stream has that in its name')}
      ${streamsLeftOut ? html`<p class="muted">${count(streamsLeftOut, 'more stream')} in Redis that are not watched.</p>` : nothing}`;
  }

  none({redis}) {
    return redis.state === 'away'
      ? empty('No stream is known', 'Redis has been away since the service started; its streams appear here when it is back.')
      : empty('No streams yet', html`They appear with their first event: <a href="/publish">publish one</a>.`);
  }
}
customElements.define('overview-page', OverviewPage);
