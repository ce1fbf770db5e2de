import {html} from 'lit';
import {post, send} from '../lib/api.js';
import {confirm} from './confirm.js';

const address = ({eventId}, act = '') => `/api/events/scheduled/${eventId}${act}`;
const on = ({stream}) => `?${new URLSearchParams({stream})}`;

/** Publishes an event before its time. */
export const publishNow = (action, event) => action.run(
  () => post(`${address(event, '/publish')}${on(event)}`),
  () => html`<strong>It is published in a moment.</strong> <a href="/events/${event.eventId}">What becomes of it</a>`,
);

/** Deletes an event before its time, after the question whether that is meant; false when it is not. */
export async function unschedule(action, event) {
  const agreed = await confirm({
    title: 'Cancel this event?',
    text: html`<p>It is deleted before it is published to <code>${event.stream}</code>.</p>`,
    action: 'Cancel the event',
    danger: true,
  });
  return agreed && action.run(
    () => send('DELETE', `${address(event)}${on(event)}`),
    () => html`<strong>The event is cancelled.</strong>`,
  );
}
