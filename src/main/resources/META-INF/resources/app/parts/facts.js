import {html, nothing} from 'lit';

/** A number worth knowing: `{name, value, note, tone, href}`. */
const fact = ({name, value, note, tone = '', href}) => html`
  <div class="fact ${tone}">
    <dt>${name}</dt>
    <dd>${href ? html`<a href=${href}>${value}</a>` : value}</dd>
    ${note ? html`<dd class="note">${note}</dd>` : nothing}
  </div>`;

export const facts = list => html`<dl class="facts live-numbers">${list.filter(Boolean).map(fact)}</dl>`;
