import {html, nothing} from 'lit';
import {icons} from './icons.js';

/** Bars where text will be, so that nothing jumps when it comes. */
export const loading = (lines = 4) => html`
  <div class="loading" role="status" aria-label="Loading">
    ${Array.from({length: lines}, () => html`<span class="bone"></span>`)}
  </div>`;

export const empty = (title, hint = nothing) => html`
  <div class="empty">
    <svg class="empty-art" viewBox="0 0 96 32" aria-hidden="true">
      <path d="M2 10c10-8 20-8 30 0s20 8 30 0 20-8 32 0"/><path d="M2 24c10-8 20-8 30 0s20 8 30 0 20-8 32 0"/>
    </svg>
    <p class="empty-title">${title}</p>
    <p class="muted">${hint}</p>
  </div>`;

export const failed = (error, retry) => html`
  <div class="message bad" role="alert">
    ${icons.critical}
    <p>${error.message}${error.status ? html` <span class="muted">(${error.status})</span>` : nothing}</p>
    ${retry ? html`<button type="button" @click=${retry}>Try again</button>` : nothing}
  </div>`;

/** What a page shows until its first sample comes. */
export const unsampled = ({missing}, lines = 8) =>
  missing ? html`${failed(missing)}<p><a href="/">To the overview</a></p>` : loading(lines);
