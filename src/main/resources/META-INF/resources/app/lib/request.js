import {nothing} from 'lit';
import {failed, loading} from '../parts/states.js';

/** One question to the service and what became of it, for the component that shows it. */
export class Request {
  value = null;
  error = null;
  pending = false;
  /** When the value was read. */
  readAt = null;
  /** Why the value could not be refreshed. */
  stale = null;
  #host;
  #ask = null;
  #abort = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  /** Asks; an answer to an earlier question is no longer waited for. What is shown stays until the new answer. */
  async run(ask) {
    this.#ask = ask;
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({pending: true});
    try {
      this.#settle(abort, {value: await ask(abort.signal), error: null});
    } catch (error) {
      this.#settle(abort, {error});
    }
  }

  again() {
    return this.run(this.#ask);
  }

  /** Asks the same again without a sign of it. A value that is shown stays when the question fails. */
  async refresh() {
    if (this.pending || !this.#ask) {
      return;
    }
    const abort = this.#abort;
    try {
      this.#settle(abort, {value: await this.#ask(abort.signal), error: null});
    } catch (error) {
      this.#settle(abort, {stale: error});
    }
  }

  hostDisconnected() {
    this.#abort?.abort();
  }

  /** The value drawn, or a drawing of why there is none. */
  draw(view, {lines = 4} = {}) {
    if (this.error) {
      return failed(this.error, () => this.again());
    }
    return this.value ? view(this.value) : this.pending ? loading(lines) : nothing;
  }

  #settle(abort, state) {
    if (!abort.signal.aborted) {
      const read = state.value ? {readAt: new Date().toISOString(), stale: null} : {};
      this.#set({pending: false, ...read, ...state});
    }
  }

  #set(state) {
    Object.assign(this, state);
    this.#host.requestUpdate();
  }
}
