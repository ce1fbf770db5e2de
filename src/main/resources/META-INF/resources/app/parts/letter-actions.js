import {html} from 'lit';
import {post} from '../lib/api.js';
import {count} from '../lib/format.js';
import {confirm} from './confirm.js';
import {redriveProgress} from './redrive-progress.js';

const letters = amount => count(amount, 'dead letter');

/** Has dead letters run again, after the question whether that many are meant; false when they are not. */
export async function redrive(action, amount, which, summary) {
  const agreed = await confirm({
    title: `Redrive ${letters(amount)}?`,
    text: html`${summary}<p>The handler of its group runs again for each, with all its attempts. What has failed for a cause
      that is still there will fail again.</p>`,
    action: `Redrive ${amount}`,
  });
  return agreed && action.run(
    () => post('/api/dead-letters/redrive', which),
    redriven,
  );
}

/** What is shown of a redrive that has begun. */
export const redriven = ({redriveId}) => (redriveId ? redriveProgress(redriveId) : 'There was nothing left to redrive.');

/** Drops dead letters, with a reason that stays in the history of each. */
export async function discard(action, amount, which, summary) {
  const answer = await confirm({
    title: `Discard ${letters(amount)}?`,
    text: html`${summary}<p>They stay in the event log as discarded, and are never run again.</p>`,
    action: `Discard ${amount}`,
    danger: true,
    reason: 'Why',
  });
  return answer && action.run(
    () => post('/api/dead-letters/discard', {reason: answer.reason, which}),
    ({discarded}) => html`<strong>${letters(discarded)} discarded.</strong> <a href="/events?status=discarded">What is discarded</a>`,
  );
}

/** Makes the next attempt of an event due now. */
export const hurry = (action, one) => action.run(
  () => post(`/api/retries/${one.id}/run`),
  () => html`<strong>Its next attempt is due now.</strong>`,
);

/** Ends the retries of an event, with a reason that stays in its history. */
export async function cancel(action, one) {
  const answer = await confirm({
    title: `Stop retrying in ${one.group}?`,
    text: html`<p>The event becomes a dead letter: it can be redriven later. Or it is discarded, and never runs again.</p>`,
    action: 'Make it a dead letter',
    other: 'Discard it',
    danger: true,
    reason: 'Why',
  });
  return answer && action.run(
    () => post(`/api/retries/${one.id}/cancel`, {reason: answer.reason, discard: Boolean(answer.other)}),
    () => html`<strong>${answer.other ? 'Discarded.' : 'It is a dead letter now.'}</strong>`,
  );
}
