import {openPalette} from './palette.js';
import {openShortcuts} from './shortcuts.js';

/** What opens a row: its link, or the line that unfolds it. */
const ROWS = '.rows tbody th a, .entries summary, .stream-card h3 a';

const typing = target => /^(input|textarea|select)$/i.test(target.tagName ?? '') && target.type !== 'checkbox';

/** The keys that hold on every page. A dialog has its own. */
export function keys(event) {
  if (document.querySelector('dialog[open]')) {
    return;
  }
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const act = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k' ? openPalette
    : plain && !typing(event.target) ? ACTS[event.key] : null;
  if (act) {
    event.preventDefault();
    act();
  }
}

const ACTS = {
  '/': openPalette,
  '?': openShortcuts,
  j: () => move(1),
  k: () => move(-1),
};

/** Moves the focus to the row below or above; Enter then opens it, as a browser does. */
function move(step) {
  const rows = [...document.querySelectorAll(ROWS)].filter(row => row.checkVisibility());
  const at = rows.findIndex(row => row.closest('tr, li, article').contains(document.activeElement));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({block: 'nearest'});
}
