import {html} from 'lit';

const WORDS = {
  lag: ['Lag', 'Entries of the stream that were not delivered to the group yet'],
  oldestWaiting: ['Oldest waiting', 'Age of the oldest entry that was not delivered to the group yet'],
  pending: ['Pending', 'Entries that were delivered to a consumer and are not acknowledged yet: being handled, or left by a consumer that is gone'],
  oldestPending: ['Oldest pending', 'Time since the oldest pending entry was published'],
  retrying: ['Retrying', 'Events whose handler failed; each runs again when its pause is over'],
  deadLetters: ['Dead letters', 'Events that a group gave up on; each can be redriven or discarded'],
  backlog: ['Backlog', 'All that is still to be done: lag, pending, and retries that are due'],
  outbox: ['Outbox', 'Events that are stored in PostgreSQL and not published to Redis yet'],
  idle: ['Idle', 'Time since the consumer last asked Redis for entries'],
  inactive: ['Last entry', 'Time since the consumer last received an entry'],
};

/** A word of queues, with what it means for who points at it. */
export const term = (name, text = WORDS[name][0]) => html`<abbr title=${WORDS[name][1]}>${text}</abbr>`;
