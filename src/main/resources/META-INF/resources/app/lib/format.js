const NUMBER = new Intl.NumberFormat('en', {maximumFractionDigits: 1});
const SHORT = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const TIME = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const YEAR = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric'});

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAYS = 24 * HOUR;

/** What stands where a value is not known. */
export const UNKNOWN = '–';

const known = write => value => (value === null || value === undefined ? UNKNOWN : write(value));

export const number = known(value => NUMBER.format(value));
export const short = known(value => (value < 10_000 ? NUMBER.format(value) : SHORT.format(value)));
export const rate = known(value => `${value < 10 ? NUMBER.format(value) : NUMBER.format(Math.round(value))}/s`);

/** Two units at most: `350 ms`, `4.2 s`, `2 min 14 s`, `3 h 5 min`, `2 d 4 h`. */
export const duration = known(millis => {
  const abs = Math.abs(millis);
  if (abs < SECOND) {
    return `${Math.round(abs)} ms`;
  }
  if (abs < 10 * SECOND) {
    return `${NUMBER.format(abs / SECOND)} s`;
  }
  if (abs < MINUTE) {
    return `${Math.round(abs / SECOND)} s`;
  }
  if (abs < HOUR) {
    return pair(abs, MINUTE, 'min', SECOND, 's');
  }
  return abs < DAYS ? pair(abs, HOUR, 'h', MINUTE, 'min') : pair(abs, DAYS, 'd', HOUR, 'h');
});

/** One unit, for the scale of a chart, where the steps are round in it. */
export const briefly = millis =>
  millis < SECOND ? `${millis} ms`
    : millis < MINUTE ? `${NUMBER.format(millis / SECOND)} s`
      : millis < HOUR ? `${NUMBER.format(millis / MINUTE)} min`
        : millis < DAYS ? `${NUMBER.format(millis / HOUR)} h` : `${NUMBER.format(millis / DAYS)} d`;

function pair(millis, large, largeName, small, smallName) {
  const rest = Math.floor((millis % large) / small);
  return `${Math.floor(millis / large)} ${largeName}${rest ? ` ${rest} ${smallName}` : ''}`;
}

/** `PT1M30S`, as configuration tells it, in our words. */
export const isoDuration = known(text => {
  const [, days, hours, minutes, seconds] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text) ?? [];
  const millis = (days ?? 0) * DAYS + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND;
  return duration(millis);
});

/** How long ago, from now; future times say so. */
export function ago(time, now = Date.now()) {
  const millis = now - new Date(time).getTime();
  if (Math.abs(millis) < SECOND) {
    return 'now';
  }
  const words = coarse(Math.abs(millis));
  return millis > 0 ? `${words} ago` : `in ${words}`;
}

function coarse(millis) {
  const [unit, name] =
    millis < MINUTE ? [SECOND, 's'] : millis < HOUR ? [MINUTE, 'min'] : millis < DAYS ? [HOUR, 'h'] : [DAYS, 'd'];
  return `${Math.floor(millis / unit)} ${name}`;
}

/** The time of day in this browser's zone, with the date unless it is today. */
export function clock(time, {millis = false} = {}) {
  const at = new Date(time);
  const text = TIME.format(at) + (millis ? `.${String(at.getMilliseconds()).padStart(3, '0')}` : '');
  const today = new Date();
  if (at.toDateString() === today.toDateString()) {
    return text;
  }
  return `${(at.getFullYear() === today.getFullYear() ? DAY : YEAR).format(at)}, ${text}`;
}

/** When Redis took an entry: its id begins with the milliseconds. */
export function timeOf(messageId) {
  return messageId ? new Date(Number(messageId.split('-')[0])).toISOString() : null;
}

export function count(amount, one, many = `${one}s`) {
  return `${number(amount)} ${amount === 1 ? one : many}`;
}

/** An error in a line: its first, without the package of the exception. */
export const errorLine = text => text.trim().split('\n', 1)[0].replace(/^(?:[a-z]\w*\.)+(?=[A-Z])/, '') || 'No error text';

/** As an input of type datetime-local takes it; empty for none. */
export function localInput(time) {
  if (!time || Number.isNaN(Date.parse(time))) {
    return '';
  }
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 19);
}
