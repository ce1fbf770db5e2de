import {html, nothing} from 'lit';
import {number} from '../lib/format.js';
import {router} from '../lib/router.js';
import {icons} from './icons.js';
import {openPalette} from './palette.js';
import './theme-toggle.js';
import './who-am-i.js';

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
    <button type="button" class="find" aria-keyshortcuts="/ Control+K" @click=${openPalette}>
      ${icons.search} <span>Find</span> <kbd aria-hidden="true">/</kbd>
    </button>
    <div class="lights">
      ${light('Redis', live.service?.redis.state)}
      ${light('PostgreSQL', live.service?.postgres.state)}
      ${light('Live', live.connected ? 'up' : live.lostAt ? 'away' : undefined)}
    </div>
    <who-am-i></who-am-i>
    <theme-toggle></theme-toggle>
  </header>`;

const link = (address, title, service) => html`
  <a href=${address} aria-current=${router.path === address ? 'page' : nothing}
    >${title}${address === '/dead-letters' && service?.deadLetters
      ? html` <span class="count bad">${number(service.deadLetters)}</span>`
      : nothing}</a>`;

const light = (name, state = 'unknown') => html`
  <span class="light ${state}" title="${name}: ${state}">${name}<span class="unseen"> ${state}</span></span>`;
