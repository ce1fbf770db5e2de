import {html, nothing} from 'lit';
import {number} from '../lib/format.js';
import {router} from '../lib/router.js';
import {icons} from './icons.js';
import './theme-toggle.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const PAGES = [
  ['/', 'Overview'],
  ['/events', 'Events'],
  ['/dead-letters', 'Dead letters'],
  ['/publish', 'Publish'],
];

/** The head of every page: where one can go, the search, and whether what one sees is live. */
export const top = (name, live) => html`
  <header class="top">
    <a class="brand" href="/" aria-label="${name}, overview">${icons.logo}<span>${name}</span></a>
    <nav aria-label="Main">
      ${PAGES.map(([address, title]) => link(address, title, live.service))}
    </nav>
    <form class="find" role="search" @submit=${find}>
      ${icons.search}
      <input type="search" name="q" placeholder="Event id, or text in a payload" aria-label="Search the event log"
        aria-keyshortcuts="/" autocomplete="off" spellcheck="false">
      <kbd aria-hidden="true">/</kbd>
    </form>
    <div class="lights">
      ${light('Redis', live.service?.redis.state)}
      ${light('PostgreSQL', live.service?.postgres.state)}
      ${light('Live', live.connected ? 'up' : live.lostAt ? 'away' : undefined)}
    </div>
    <theme-toggle></theme-toggle>
  </header>`;

const link = (address, title, service) => html`
  <a href=${address} aria-current=${router.path === address ? 'page' : nothing}
    >${title}${address === '/dead-letters' && service?.deadLetters
      ? html` <span class="count bad">${number(service.deadLetters)}</span>`
      : nothing}</a>`;

const light = (name, state = 'unknown') => html`
  <span class="light ${state}" title="${name}: ${state}">${name}<span class="unseen"> ${state}</span></span>`;

function find(event) {
  event.preventDefault();
  const text = event.target.q.value.trim();
  if (text) {
    router.go(UUID.test(text) ? `/events/${text.toLowerCase()}` : `/events?${new URLSearchParams({q: text})}`);
    event.target.reset();
    event.target.q.blur();
  }
}
