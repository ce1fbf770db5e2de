import {get, search} from './api.js';
import {History} from './history.js';
import {parse} from './json.js';

const PATIENCE = [1000, 2000, 5000, 10_000];
const HIDDEN_FOR = 30_000;
const OVERVIEW_WINDOW = 60_000;
const DETAIL_WINDOW = 300_000;
const SAMPLES = ['overview', 'stream', 'group'];

/**
 * The one connection of an open page: samples as they are taken, and entries of the live tail where a page asks for
 * them. A page that nobody sees lets go of it, as browsers have but six for all pages of a site.
 *
 * Events: `change` (see `live`), `entry` and `gap` (their detail is the body).
 */
class Feed extends EventTarget {
  /** What is known: `sample` is the last one, `lostAt` since when there is no connection, `missing` why there is none. */
  live = {sample: null, service: null, connected: false, lostAt: null, missing: null};
  #params = null;
  #key = null;
  #source = null;
  #timer = 0;
  #hiding = 0;
  #failures = 0;
  #lastEntry = null;
  #history;

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => this.#seen(!document.hidden));
    addEventListener('pagehide', () => this.#close());
    addEventListener('pageshow', event => event.persisted && this.#connect());
  }

  open(params) {
    const key = search(params);
    if (key === this.#key) {
      return;
    }
    this.#key = key;
    this.#params = params;
    this.#failures = 0;
    this.#lastEntry = null;
    this.#history = new History(params.stream || params.group ? DETAIL_WINDOW : OVERVIEW_WINDOW);
    this.#tell({sample: null, missing: null});
    this.#connect();
  }

  #connect(params = {...this.#params, lastEventId: this.#params.tail && this.#lastEntry}) {
    this.#close();
    const source = new EventSource(`/api/monitoring/feed${search(params)}`);
    this.#source = source;
    SAMPLES.forEach(name => source.addEventListener(name, event => this.#take(parse(event.data))));
    source.addEventListener('entry', event => {
      this.#lastEntry = event.lastEventId;
      this.#pass('entry', event);
    });
    source.addEventListener('gap', event => this.#pass('gap', event));
    source.onerror = () => this.#lost(source);
  }

  #take(sample) {
    const streams = sample.streams ?? (sample.stream ? [sample.stream] : []);
    const groups = sample.group ? [sample.group] : streams.flatMap(stream => stream.groups);
    this.#history.complete(streams, groups, sample.service.redis.sampledAt);
    this.#failures = 0;
    this.#tell({sample, service: sample.service, connected: true, lostAt: null});
  }

  #pass(type, event) {
    this.dispatchEvent(new CustomEvent(type, {detail: parse(event.data)}));
  }

  /** The browser tries again by itself, unless it was refused. */
  #lost(source) {
    if (source.readyState === EventSource.CLOSED) {
      this.#refused(this.#key);
    } else {
      this.#tell({connected: false, lostAt: this.live.lostAt ?? new Date().toISOString()});
    }
  }

  /**
   * An event source does not say why it was refused; the same call without it does. For what does not exist, the page
   * stays with the feed of the whole service; everything else is tried again.
   */
  async #refused(key) {
    const problem = await get(callOf(this.#params)).then(() => null, fault => fault);
    if (key !== this.#key) {
      return;
    }
    if (problem?.status === 404) {
      this.#tell({missing: problem});
      this.#connect({});
      return;
    }
    this.#tell({connected: false, lostAt: this.live.lostAt ?? new Date().toISOString()});
    this.#timer = setTimeout(() => this.#connect(), PATIENCE[Math.min(this.#failures++, PATIENCE.length - 1)]);
  }

  #seen(visible) {
    clearTimeout(this.#hiding);
    if (!visible) {
      this.#hiding = setTimeout(() => this.#close(), HIDDEN_FOR);
    } else if (!this.#source) {
      this.#connect();
    }
  }

  #close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #tell(changes) {
    this.live = {...this.live, ...changes};
    this.dispatchEvent(new Event('change'));
  }
}

function callOf({stream, group}) {
  return `/api/monitoring/${
    stream ? `streams/${encodeURIComponent(stream)}` : group ? `groups/${encodeURIComponent(group)}` : 'overview'}`;
}

export const feed = new Feed();
