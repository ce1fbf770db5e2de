/** Where the page is: every view has an address, and its filters are in the query. */
class Router extends EventTarget {
  #routes = [];

  /** Takes the routes from the caller: pages use the router, so the router must not import the pages. */
  start(routes) {
    this.#routes = routes;
    addEventListener('popstate', () => this.#arrive());
    document.addEventListener('click', event => this.#follow(event));
    this.#read();
  }

  go(address, {replace = false} = {}) {
    if (address === location.pathname + location.search) {
      return;
    }
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    this.#arrive();
  }

  /** Goes to the same view with other filters; what is empty is left out. */
  filter(changes, options) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === '' || value === null || value === undefined) {
        query.delete(name);
      } else {
        query.set(name, value);
      }
    }
    const text = query.toString();
    this.go(location.pathname + (text ? `?${text}` : ''), options);
  }

  #arrive() {
    const before = this.path;
    this.#read();
    this.dispatchEvent(new CustomEvent('change', {detail: {samePage: before === this.path}}));
  }

  #read() {
    this.path = location.pathname;
    this.query = Object.fromEntries(new URLSearchParams(location.search));
    const found = this.#find(location.pathname);
    this.route = found?.route;
    this.args = found?.args ?? [];
  }

  #follow(event) {
    const link = event.target.closest?.('a[href]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.target || link.hash || link.origin !== location.origin || !this.#find(link.pathname)) {
      return;
    }
    event.preventDefault();
    this.go(link.pathname + link.search);
  }

  #find(path) {
    for (const route of this.#routes) {
      const match = route.path.exec(path);
      if (match) {
        return {route, args: match.slice(1).map(decodeURIComponent)};
      }
    }
    return undefined;
  }
}

export const router = new Router();
