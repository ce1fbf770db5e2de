import {html} from 'lit';
import {icons} from './icons.js';
import {time} from './time.js';

/** Whether a list reads itself again, and of when it is. */
export const refreshing = (refresh, {readAt, stale}) => html`
  <span class="muted refreshing">${refresh.resting
    ? html`${icons.pause} Rests while you use the list`
    : 'Refreshes by itself'}${readAt ? html`<span class="only-ago"> · read ${time(readAt)}</span>` : ''}${stale
    ? html` · <span class="fault">${stale.message}</span>` : ''}</span>`;
