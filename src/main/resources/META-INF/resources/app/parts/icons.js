import {html, svg} from 'lit';

const icon = paths => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${paths}</svg>`;

export const icons = {
  search: icon(svg`<circle cx="7" cy="7" r="4.2"/><path d="m10.2 10.2 3.3 3.3"/>`),
  critical: icon(svg`<path d="M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3z"/><path d="M8 4.8v3.7M8 11v.2"/>`),
  warning: icon(svg`<path d="M8 2 1.7 13.2h12.6z"/><path d="M8 6.3v3.4M8 11.4v.2"/>`),
  notice: icon(svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.9M8 4.7v.2"/>`),
  check: icon(svg`<path d="m3 8.5 3.3 3.3L13 4.8"/>`),
  pause: icon(svg`<path d="M5.5 3.5v9M10.5 3.5v9"/>`),
  play: icon(svg`<path d="M5 3.2v9.6L12.5 8z"/>`),
  copy: icon(svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 2.5h-6a2 2 0 0 0-2 2v6"/>`),
  next: icon(svg`<path d="m6 3.5 4.5 4.5L6 12.5"/>`),
  redrive: icon(svg`<path d="M13 8a5 5 0 1 1-1.5-3.6"/><path d="M13.3 1.8v3.2h-3.2"/>`),
  discard: icon(svg`<path d="M2.8 4.5h10.4M6.3 4.3V2.6h3.4v1.7M4.2 4.7l.6 8.7h6.4l.6-8.7"/>`),
  close: icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`),
  rising: icon(svg`<path d="m2.5 11.5 4-4 2.5 2.5 4.5-5"/><path d="M9.8 5h3.7v3.7"/>`),
  falling: icon(svg`<path d="m2.5 4.5 4 4L9 6l4.5 5"/><path d="M9.8 11h3.7V7.3"/>`),
  steady: icon(svg`<path d="M2.5 8h11"/><path d="m10.5 5 3 3-3 3"/>`),
  outside: icon(svg`<path d="M9.5 2.5h4v4M13.3 2.7 7.5 8.5"/><path d="M12 9.5v3a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h3"/>`),
  system: icon(svg`<circle cx="8" cy="8" r="5.5"/><path class="solid" d="M8 2.5a5.5 5.5 0 0 1 0 11z"/>`),
  light: icon(svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1"/>`),
  dark: icon(svg`<path d="M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z"/>`),
  logo: html`<svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3 7c3-3 6-3 9 0s6 3 9 0"/><path d="M3 12.5c3-3 6-3 9 0s6 3 9 0"/><path d="M3 18c3-3 6-3 9 0"/>
    <circle cx="18" cy="18" r="2"/></svg>`,
};
