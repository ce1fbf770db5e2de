import {html, nothing} from 'lit';
import {groupAddress, streamAddress} from '../lib/addresses.js';
import {clock, duration, errorLine} from '../lib/format.js';
import {toneOf} from './badge.js';
import {time} from './time.js';

const WORDS = {
  stored: 'Stored in the outbox',
  scheduled: 'Scheduled',
  published: 'Published to Redis',
  delivered: 'Delivered',
  unhandled: 'Logged: no handler takes its type',
  failed: 'Failed',
  interrupted: 'Interrupted by a fault of the servers',
  dead: 'Given up: a dead letter',
  redriven: 'Redriven',
  discarded: 'Discarded',
  edited: 'Payload edited, and redriven',
  hurried: 'Next attempt at once, by request',
  replayed: 'Replayed',
  processed: 'Processed',
};

/** An event's story from top to bottom: a lane for its way to Redis, and one for each group that branches off it. */
export function timeline(steps, groups) {
  const lanes = [null, ...new Set([...groups.map(one => one.group), ...steps.map(step => step.group).filter(Boolean)])];
  const last = new Map(steps.map((step, index) => [step.group, index]));
  return html`<ol class="timeline">${steps.map((step, index) => html`
    <li>
      <span class="rail" aria-hidden="true">${lanes.map((lane, at) => cell({lane, at, step, index, steps, last, lanes}))}</span>
      ${when(step, steps[index - 1])}
      ${what(step)}
    </li>`)}</ol>`;
}

/** What one lane shows beside one step: a line above, a line below, the step's mark, or the branch that leads to it. */
function cell({lane, at, step, index, steps, last, lanes}) {
  const first = steps.findIndex(other => other.group === lane);
  const own = step.group === lane;
  const trunk = lane === null;
  const end = trunk ? Math.max(last.get(null) ?? 0, ...lanes.slice(1).map(group => steps.findIndex(one => one.group === group))) : last.get(lane);
  const lines = [
    index > first && index <= end && first >= 0 ? 'above' : '',
    index >= first && index < end && first >= 0 ? 'below' : '',
    step.group && index === steps.findIndex(one => one.group === step.group) && at < lanes.indexOf(step.group) ? 'branch' : '',
    step.group && own && index === first ? 'branched' : '',
  ];
  return html`<span class="lane ${lines.join(' ')}">${own ? html`<span class="mark ${toneOf(step.what)} ${step.what}"></span>` : nothing}</span>`;
}

const when = (step, before) => html`
  <span class="step-time"><span class="clock" title=${step.at}>${clock(step.at, {millis: true})}</span>
    <span class="muted">${before ? `+${duration(Date.parse(step.at) - Date.parse(before.at))}` : time(step.at)}</span></span>`;

const what = ({what: word, group, stream, attempt, detail, trace, edit, who}) => html`
  <div class="step ${toneOf(word)}">
    <strong>${WORDS[word] ?? word}</strong>
    ${attempt ? html`<span class="muted">attempt ${attempt}</span>` : nothing}
    ${who ? html`<span class="muted">by ${who}</span>` : nothing}
    ${group ? html`<a class="tag" href=${groupAddress(group)}>${group}</a>` : html`<a class="tag" href=${streamAddress(stream)}>${stream}</a>`}
    ${detail ? detailOf(word, detail, trace) : nothing}
    ${edit ? edited(edit) : nothing}
  </div>`;

function detailOf(word, detail, trace) {
  const error = ['failed', 'interrupted', 'dead'].includes(word);
  const line = html`<span class=${error ? 'error-line' : 'mono muted'}>${error ? errorLine(detail) : detail}</span>`;
  return trace || detail.includes('\n')
    ? html`<details class="trace"><summary>${line}</summary><pre tabindex="0">${withTrace(detail, trace)}</pre></details>`
    : html`<p class="step-detail">${line}</p>`;
}

/** An error with its stack trace below. */
export const withTrace = (error, trace) => (trace ? `${error}\n\n${trace}` : error);

const edited = ({before, after}) => html`<details class="trace"><summary>Both payloads</summary>
  <pre tabindex="0">before  ${before}\n\nafter   ${after}</pre></details>`;
