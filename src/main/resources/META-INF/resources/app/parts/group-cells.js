import {html, nothing} from 'lit';
import {icons} from './icons.js';

/** Whether somebody works for a group: living consumers of all; only all of them where that cannot be judged. */
export const liveness = ({aliveConsumers, consumerCount, paused}) => {
  const tone = aliveConsumers ? 'ok' : paused || !consumerCount ? 'quiet' : 'bad';
  return html`<span class="badge ${tone}">${aliveConsumers === null ? '' : `${aliveConsumers} of `}${consumerCount}</span>`;
};

export const trend = word =>
  word && word !== 'steady' ? html`<span class="trend ${word}" title="The lag is ${word}">${icons[word]}<span class="unseen">${word}</span></span>` : nothing;

export const unknownLag = html`<abbr title="Redis cannot tell how many entries wait">–</abbr>`;
