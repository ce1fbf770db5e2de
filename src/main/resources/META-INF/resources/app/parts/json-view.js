import {html} from 'lit';
import {parse} from '../lib/json.js';
import {copy} from './copy.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
/** A longer text stays plain: a span for each of its words would make the page slow. */
const COLOURED = 20_000;

export const pretty = value => JSON.stringify(value, null, 2);

/** A payload, pretty-printed, with a way to copy it. */
export const jsonView = (value, label = 'Copy JSON') => {
  const text = typeof value === 'string' ? readable(value) : pretty(value);
  return html`<div class="json">
    ${copy(text, label)}
    <pre tabindex="0">${text.length > COLOURED ? text : coloured(text)}</pre>
  </div>`;
};

/** A payload that no handler could read is kept as text; most often it is JSON all the same. */
function readable(text) {
  try {
    return pretty(parse(text));
  } catch {
    return text;
  }
}

function coloured(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(from, match.index), span(match));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

function span([, string, colon, literal, digits]) {
  if (string) {
    return colon ? html`<span class="j-key">${string}</span>${colon}` : html`<span class="j-string">${string}</span>`;
  }
  return html`<span class="j-value">${literal ?? digits}</span>`;
}
