import {html, nothing} from 'lit';
import {count, duration, number, rate, UNKNOWN} from '../lib/format.js';
import {facts} from './facts.js';
import {term} from './terms.js';

const sum = (list, value) => list.reduce((total, one) => total + (value(one) ?? 0), 0);

/** The whole service in one line of numbers. */
export function vitals(service, streams) {
  const groups = streams.flatMap(stream => stream.groups);
  return facts([
    {name: 'Published', value: rate(sum(streams, stream => stream.publishedPerSecond))},
    {name: 'Processed', value: rate(sum(groups, group => group.processedPerSecond))},
    backlog(groups),
    {name: term('retrying'), value: number(service.retrying), href: '/events?status=retrying'},
    {
      name: term('deadLetters'),
      value: number(service.deadLetters),
      tone: service.deadLetters ? 'bad' : '',
      href: '/dead-letters',
    },
    service.unhandled
      ? {name: 'Unhandled', value: number(service.unhandled), tone: 'warn', note: 'no handler takes them', href: '/events?status=unhandled'}
      : null,
    outbox(service.outbox),
    workers(service),
  ]);
}

function backlog(groups) {
  const unknown = groups.filter(group => group.backlog === null).length;
  return {
    name: term('backlog'),
    value: number(sum(groups, group => group.backlog)),
    note: unknown ? `without ${count(unknown, 'group')} whose lag is not known` : 'lag, pending and due retries',
  };
}

function outbox(outbox) {
  return {
    name: term('outbox'),
    value: outbox ? number(outbox.waiting) : UNKNOWN,
    tone: outbox?.waiting ? 'warn' : '',
    note: outbox && html`${outbox.oldestWaitingMillis !== null ? `oldest ${duration(outbox.oldestWaitingMillis)}` : 'waiting'}${outbox.scheduled
      ? html` · <a href="/scheduled">${number(outbox.scheduled)} scheduled</a>` : nothing}`,
  };
}

function workers({workers: {enabled, stopping, loops, stuck}, instances}) {
  if (!enabled) {
    return {name: 'Workers', value: 'off', note: 'this instance only publishes'};
  }
  return {
    name: 'Workers',
    value: stuck.length ? html`${stuck.length} stuck` : number(loops),
    tone: stuck.length ? 'bad' : '',
    note: stuck.length ? stuck.join(', ') : `${stopping ? 'stopping' : 'in this instance'} · ${count(instances.length, 'instance')} in all`,
  };
}
