import {html, nothing} from 'lit';
import {get} from '../lib/api.js';
import {Element} from '../lib/element.js';
import {Request} from '../lib/request.js';
import {Action} from '../parts/action.js';
import {badge} from '../parts/badge.js';
import {copy} from '../parts/copy.js';
import {eventGroups, publications} from '../parts/event-state.js';
import {jsonView} from '../parts/json-view.js';
import {cancel, discard, hurry, redrive, redriven} from '../parts/letter-actions.js';
import {publishNow, unschedule} from '../parts/scheduled-actions.js';
import {timeline} from '../parts/timeline.js';
import {discardUnhandled, redriveUnhandled} from '../parts/unhandled-actions.js';
import {time} from '../parts/time.js';

const UNFINISHED = ['waiting', 'pending', 'retrying'];
/** So often at most is a story that goes on read again. */
const PAUSE = 1000;

/** One event's whole story, in every group. */
class EventPage extends Element {
  static properties = {live: {}, eventId: {}, query: {}, editing: {state: true}};
  #request = new Request(this);
  #action = new Action(this);
  #told = null;
  #readAt = 0;

  willUpdate(changed) {
    if (changed.has('eventId') || changed.has('query')) {
      this.read();
    } else if (changed.has('live') && this.goesOn()) {
      this.#told = this.counters();
      this.read();
    }
  }

  read() {
    this.#readAt = Date.now();
    const {stream, messageId} = this.query;
    this.#request.run(signal => get(`/api/events/${this.eventId}`, {stream, messageId}, signal));
  }

  /** Whether the feed tells of a change that may be this event's. */
  goesOn() {
    return !this.#request.pending && this.unfinished() && Date.now() - this.#readAt > PAUSE && this.counters() !== this.#told;
  }

  unfinished() {
    const story = this.#request.value;
    return story && (story.groups.some(one => UNFINISHED.includes(one.state)) ||
      story.publications.some(one => one.state !== 'published'));
  }

  /** What moves when something happens to an event of these streams. */
  counters() {
    const streams = this.#request.value.publications.map(one => one.stream);
    const groups = this.live.sample?.streams?.filter(stream => streams.includes(stream.name)).flatMap(stream => stream.groups) ?? [];
    const due = this.#request.value.groups.some(one => one.nextAttemptAt && Date.parse(one.nextAttemptAt) < Date.now());
    return JSON.stringify([due && this.live.service.at, this.live.service?.outbox, groups.map(group =>
      [group.entriesRead, group.pending, group.retrying, group.dueRetries, group.deadLetters])]);
  }

  async settle(decide, letter) {
    if (await decide(this.#action, 1, {ids: [letter.id]}, html`<p>Of ${letter.group}.</p>`)) {
      this.read();
    }
  }

  /** Reads the story again when something was done. */
  async then(done) {
    if (await done) {
      this.editing = null;
      this.read();
    }
  }

  scheduled({stream}) {
    return {eventId: this.eventId, stream};
  }

  render() {
    return html`
      <p class="crumbs"><a href="/events">Events</a> / Event</p>
      ${this.#request.error?.status === 404 ? this.missing() : this.#request.draw(story => this.story(story), {lines: 10})}`;
  }

  missing() {
    return html`<h1>No such event</h1>
      <p>${this.#request.error.message}.</p>
      <p>Is it a user's id? <a href="/events?${new URLSearchParams({userId: this.eventId})}">Search the events of that user</a>,
        or <a href="/events?${new URLSearchParams({q: this.eventId})}">look for it in payloads</a>.</p>`;
  }

  story(story) {
    return html`
      <div class="page-head">
        <h1>${story.eventType}</h1>
        ${this.unfinished() ? badge('pending', 'goes on') : nothing}
        <span class="ids"><code>${story.eventId}</code>${copy(story.eventId, 'Copy the event id')}</span>
      </div>
      ${this.#action.draw()}
      ${eventGroups(story, {
        redrive: one => this.settle(one.state === 'unhandled' ? redriveUnhandled : redrive, one),
        discard: one => this.settle(one.state === 'unhandled' ? discardUnhandled : discard, one),
        hurry: one => this.then(hurry(this.#action, one)),
        cancel: one => this.then(cancel(this.#action, one)),
        edit: id => (this.editing = id),
        edited: answer => this.then(this.#action.run(async () => answer, redriven)),
        editing: this.editing,
        payload: story.payload,
        running: this.#action.running,
      })}
      <div class="story">
        <section aria-labelledby="story">
          <div class="section-head"><h2 id="story">What happened</h2>
            <span class="muted">${this.unfinished() ? 'goes on by itself' : ''}</span></div>
          ${timeline(story.timeline, story.groups)}
        </section>
        <section aria-labelledby="payload">
          <div class="section-head"><h2 id="payload">Payload</h2></div>
          ${jsonView(story.payload)}
          ${this.about(story)}
          ${publications(story.publications, {
            publish: one => this.then(publishNow(this.#action, this.scheduled(one))),
            unschedule: one => this.then(unschedule(this.#action, this.scheduled(one))),
            running: this.#action.running,
          })}
        </section>
      </div>`;
  }

  about({timestamp, userId, traceId}) {
    return html`<dl class="pairs card">
      <dt>Happened</dt><dd>${time(timestamp, {millis: true})}</dd>
      ${userId ? html`<dt>User</dt><dd><a class="mono" href="/events?${new URLSearchParams({userId})}">${userId}</a></dd>` : nothing}
      ${traceId ? html`<dt>Trace</dt><dd><code>${traceId}</code> ${copy(traceId, 'Copy the trace id')}</dd>` : nothing}
    </dl>`;
  }
}
customElements.define('event-page', EventPage);
