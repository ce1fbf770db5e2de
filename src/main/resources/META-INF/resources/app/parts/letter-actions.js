import {html} from 'lit';
import {post} from '../lib/api.js';
import {count} from '../lib/format.js';
import {confirm} from './confirm.js';

const letters = amount => count(amount, 'dead letter');

/** Has dead letters run again, after the question whether that many are meant; false when they are not. */
export async function redrive(action, amount, which, told) {
  const agreed = await confirm({
    title: `Redrive ${letters(amount)}?`,
    text: html`${told}<p>The handler of its group runs again for each, with all its attempts. What has failed for a cause
      that is still there will fail again.</p>`,
    action: `Redrive ${amount}`,
  });
  return agreed && action.run(
    () => post('/api/dead-letters/redrive', which),
    ({redriven}) => html`<strong>${letters(redriven)} redriven.</strong> The handlers run again now; what fails again
      returns here. <a href="/events?status=retrying">What is retrying</a>`,
  );
}

/** Drops dead letters, with a reason that stays in the history of each. */
export async function discard(action, amount, which, told) {
  const answer = await confirm({
    title: `Discard ${letters(amount)}?`,
    text: html`${told}<p>They stay in the event log as discarded, and are never run again.</p>`,
    action: `Discard ${amount}`,
    danger: true,
    reason: 'Why',
  });
  return answer && action.run(
    () => post('/api/dead-letters/discard', {reason: answer.reason, which}),
    ({discarded}) => html`<strong>${letters(discarded)} discarded.</strong> <a href="/events?status=discarded">What is discarded</a>`,
  );
}
