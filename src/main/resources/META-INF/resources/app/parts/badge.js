import {html} from 'lit';

const TONES = {
  processed: 'ok', published: 'ok', up: 'ok',
  unhandled: 'warn', retrying: 'warn', interrupted: 'warn', redriven: 'info', replayed: 'info', pending: 'info', delivered: 'info',
  dead: 'bad', failed: 'bad', away: 'bad',
  paused: 'warn', scheduled: 'quiet', waiting: 'quiet', discarded: 'quiet', stored: 'quiet', unknown: 'quiet',
};

export const toneOf = word => TONES[word] ?? 'quiet';

/** A state as a word, with a mark beside it: the colour alone tells nobody anything. */
export const badge = (word, text = word) => html`<span class="badge ${toneOf(word)}">${text}</span>`;

export const tag = text => html`<span class="tag">${text}</span>`;
