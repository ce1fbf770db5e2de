import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {Element} from './lib/element.js';
import {feed} from './lib/feed.js';
import {router} from './lib/router.js';
import {banners} from './parts/banners.js';
import {keys} from './parts/keys.js';
import {top} from './parts/top.js';
import {empty, failed} from './parts/states.js';
import {wanted} from './lib/sign-in.js';
import {routes, signIn} from './routes.js';

const NAME = 'redis-streams-service';

/** What stands around every page, and the page that belongs to the address. */
class AppShell extends Element {
  static properties = {live: {state: true}, shown: {state: true}};

  connectedCallback() {
    super.connectedCallback();
    this.live = feed.live;
    feed.addEventListener('change', () => (this.live = feed.live));
    router.start(routes);
    router.addEventListener('change', event => this.open(event.detail.samePage));
    addEventListener('keydown', keys);
    const before = router.path === '/' && wanted();
    if (before) {
      router.go(before, {replace: true});
    } else {
      this.open(true);
    }
  }

  /** The page that was shown stays until the code of the next one is there. */
  async open(samePage) {
    const {args, query, path} = router;
    const route = path === '/sign-in' ? signIn : router.route;
    if (!route?.still) {
      feed.open(route?.feed?.(args, query) ?? {});
    }
    const error = await route?.load().then(() => null, fault => fault);
    if (path !== router.path) {
      return;
    }
    this.shown = {route, args, query: router.query, path, error};
    if (!samePage) {
      await this.updateComplete;
      scrollTo(0, 0);
      this.querySelector('main').focus();
    }
  }

  updated() {
    const critical = this.live.service?.concerns.some(concern => concern.level === 'critical');
    const title = this.shown?.route?.title(this.shown.args) ?? (this.shown ? 'Not found' : '');
    document.title = `${critical ? '(!) ' : ''}${title ? `${title} · ` : ''}${NAME}`;
  }

  page() {
    const {route, args, query, path, error} = this.shown;
    if (error) {
      return failed(error, () => location.reload());
    }
    return route
      ? keyed(path, route.view(this.live, args, query))
      : empty('There is nothing at this address', html`<a href="/">To the overview</a>`);
  }

  render() {
    const {service, lostAt} = this.live;
    const stale = lostAt || service?.redis.state === 'away';
    return html`
      <a class="skip" href="#content">Skip to content</a>
      ${top(NAME, this.live)}
      ${banners(this.live)}
      <main id="content" tabindex="-1" class=${stale ? 'stale' : ''}>${this.shown ? this.page() : nothing}</main>
      <footer>
        <a href="/scheduled">Scheduled events</a> <a href="/operations">Operations</a> <a href="/q/swagger-ui">API</a> <a href="/q/health">Health</a> <a href="/q/metrics">Metrics</a>
        ${service ? html`<span class="muted">answered by ${service.instance}</span>` : nothing}
      </footer>`;
  }
}
customElements.define('app-shell', AppShell);
