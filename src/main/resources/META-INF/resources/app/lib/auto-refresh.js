const EVERY = 5000;
const POINTER = matchMedia('(hover: hover)');

/**
 * Reads a list again and again while nobody uses it: a row does not move away under the pointer, the focus, a selection or
 * an open dialog. It rests while the tab is hidden.
 */
export class AutoRefresh {
  resting = false;
  #host;
  #area;
  #read;
  #timer = 0;

  /**
   * @param area selector of what may be in use, within the host; null when nothing moves by a refresh
   * @param read reads again; it must leave what is shown until the answer is there
   */
  constructor(host, area, read) {
    this.#host = host;
    this.#area = area;
    this.#read = read;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => this.#tick(), EVERY);
    document.addEventListener('visibilitychange', this.#seen);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** Somebody who comes back does not wait. */
  #seen = () => document.hidden || this.#tick();

  #tick() {
    const resting = this.#inUse();
    if (resting !== this.resting) {
      this.resting = resting;
      this.#host.requestUpdate();
    }
    if (!resting && !document.hidden) {
      this.#read();
    }
  }

  #inUse() {
    const area = this.#area && this.#host.querySelector(this.#area);
    return Boolean(document.querySelector('dialog[open]') || area && (
      area.contains(document.activeElement)
      || POINTER.matches && area.matches(':hover')
      || area.querySelector('details[open], input:checked')
      || selectedWithin(area)));
  }
}

function selectedWithin(area) {
  const selection = getSelection();
  return !selection.isCollapsed && selection.containsNode(area, true);
}
