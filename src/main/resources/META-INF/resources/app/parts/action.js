import {html, nothing} from 'lit';
import {icons} from './icons.js';

/** Something that a component has the service do: whether it runs, and what came of it. */
export class Action {
  running = false;
  #host;
  #message = null;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {}

  /** @param done draws the answer */
  async run(call, done) {
    this.#set({running: true, message: null});
    try {
      this.#set({running: false, message: {tone: 'ok', text: done(await call())}});
      return true;
    } catch (error) {
      this.#set({running: false, message: {tone: 'bad', text: error.message}});
      return false;
    }
  }

  /** Read aloud when it comes. */
  draw() {
    const message = this.#message;
    return html`<div class="result" role="status">${message
      ? html`<div class="message ${message.tone}">${message.tone === 'ok' ? icons.check : icons.critical}<p>${message.text}</p></div>`
      : nothing}</div>`;
  }

  #set({running, message}) {
    this.running = running;
    this.#message = message;
    this.#host.requestUpdate();
  }
}
