import {groupAddress, streamAddress} from './addresses.js';
import {get} from './api.js';
import {configuration} from './configuration.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const OF_A_KIND = 6;

const PAGES = [
  ['Overview', '/'],
  ['Events', '/events'],
  ['Dead letters', '/dead-letters'],
  ['Scheduled events', '/scheduled'],
  ['Publish', '/publish'],
  ['Operations', '/operations'],
];

const events = filter => `/events?${new URLSearchParams(filter)}`;

/** What a text may mean: a list of `{kind, name, address}`, without asking the service for more than its configuration. */
export async function findNames(text) {
  const {streams, groups, eventTypes} = await configuration().catch(() => ({streams: [], groups: [], eventTypes: []}));
  const types = [...new Set([...eventTypes.map(one => one.eventType), ...streams.flatMap(one => one.eventTypes)])];
  const like = (kind, names, address) => names
    .filter(name => name.toLowerCase().includes(text.toLowerCase()))
    .slice(0, OF_A_KIND)
    .map(name => ({kind, name, address: address(name)}));
  return [
    ...like('page', PAGES.map(([name]) => name), name => PAGES.find(page => page[0] === name)[1]),
    ...like('stream', streams.map(one => one.stream), streamAddress),
    ...like('group', groups.map(one => one.group), groupAddress),
    ...like('type', types, eventType => events({eventType})),
  ];
}

/** What else a text may mean: an event by its id, and a search of payloads. */
export const findEvents = text => (UUID.test(text)
  ? [
    {kind: 'event', name: text.toLowerCase(), address: `/events/${text.toLowerCase()}`},
    {kind: 'user', name: `Events of the user ${text.toLowerCase()}`, address: events({userId: text.toLowerCase()})},
  ]
  : [{kind: 'events', name: `Search payloads for “${text}”`, address: events({q: text})}]);

/** Users whose name or email address has the text; none when they cannot be read. */
export async function findUsers(text, signal) {
  const {users} = await get('/api/users', {q: text, limit: OF_A_KIND}, signal).catch(() => ({users: []}));
  return users.map(({id, username, email}) => ({kind: 'user', name: `${username} · ${email}`, address: events({userId: id})}));
}
