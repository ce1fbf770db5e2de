import {html, nothing} from 'lit';
import {icons} from './icons.js';
import './while-away.js';
import {time} from './time.js';

/** What makes the numbers of every page old. Read aloud when it appears, and not each time that its clock goes on. */
export const banners = ({service, lostAt, connected}) => html`
  <div class="banners" aria-live="polite" aria-relevant="additions">
    ${lostAt ? lost(lostAt) : nothing}
    ${service?.redis.state === 'away' ? redisAway(service) : nothing}
    ${service?.postgres.state === 'away' ? postgresAway(service.postgres) : nothing}
    ${service?.workers.stopping && connected ? stopping() : nothing}
  </div>`;

const banner = (tone, icon, text) => html`<div class="banner ${tone}">${icon}<p>${text}</p></div>`;

const lost = lostAt => banner('warn', icons.warning, html`
  <strong>No connection to the service</strong> since ${time(lostAt)}. What you see is the last that it sent; the page
  connects again by itself.`);

const redisAway = ({redis}) => banner('bad', icons.critical, html`
  <strong>Redis is away</strong> since ${time(redis.since)}.
  ${redis.sampledAt ? html`The numbers below are the last known, of ${time(redis.sampledAt)}.` : 'This service has not seen it yet.'}
  <while-away></while-away>`);

const postgresAway = postgres => banner('bad', icons.critical, html`
  <strong>PostgreSQL is away</strong> since ${time(postgres.since)}. Entries stay in Redis until it is back; the event log
  and the dead letters cannot be read.`);

const stopping = () => banner('warn', icons.warning, html`
  <strong>This instance is stopping.</strong> It finishes the batch at hand and reads no more.`);
