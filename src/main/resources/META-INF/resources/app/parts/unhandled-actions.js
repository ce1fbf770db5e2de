import {html} from 'lit';
import {post} from '../lib/api.js';
import {count} from '../lib/format.js';
import {confirm} from './confirm.js';

const events = amount => count(amount, 'unhandled event');

/** Has the groups look for a handler once more, after the question whether that many are meant; false when they are not. */
export async function redriveUnhandled(action, amount, which, summary) {
  const agreed = await confirm({
    title: `Redrive ${events(amount)}?`,
    text: html`${summary}<p>The handler runs for each whose group has one now. The others stay as they are.</p>`,
    action: `Redrive ${amount}`,
  });
  return agreed && action.run(
    () => post('/api/unhandled-events/redrive', which),
    ({redriven}) => html`<strong>${events(redriven)} redriven.</strong> <a href="/events?status=retrying">What is retrying</a>`,
  );
}

/** Drops unhandled events, with a reason that stays in the history of each. */
export async function discardUnhandled(action, amount, which, summary) {
  const answer = await confirm({
    title: `Discard ${events(amount)}?`,
    text: html`${summary}<p>They stay in the event log as discarded, and are never run.</p>`,
    action: `Discard ${amount}`,
    danger: true,
    reason: 'Why',
  });
  return answer && action.run(
    () => post('/api/unhandled-events/discard', {reason: answer.reason, which}),
    ({discarded}) => html`<strong>${events(discarded)} discarded.</strong> <a href="/events?status=discarded">What is discarded</a>`,
  );
}
