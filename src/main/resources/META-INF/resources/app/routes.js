import {html} from 'lit';

const tail = ({view, type}) => (view === 'live' ? {tail: true, eventType: type} : {});

/**
 * The pages. A `still` one shows nothing of the service. `feed` is what a page asks of the service's feed, `load` brings its code, and `view` draws it with what the
 * feed sent last, the arguments of the path, and the query.
 */
export const routes = [
  {
    path: /^\/$/,
    load: () => import('./pages/overview.js'),
    title: () => 'Overview',
    view: (live, args, query) => html`<overview-page .live=${live} .query=${query}></overview-page>`,
  },
  {
    path: /^\/streams\/([^/]+)$/,
    feed: ([stream], query) => ({stream, ...tail(query)}),
    load: () => import('./pages/stream.js'),
    title: ([stream]) => stream,
    view: (live, [stream], query) =>
      html`<stream-page .live=${live} .name=${stream} .query=${query}></stream-page>`,
  },
  {
    path: /^\/groups\/([^/]+)$/,
    feed: ([group]) => ({group}),
    load: () => import('./pages/group.js'),
    title: ([group]) => group,
    view: (live, [group], query) => html`<group-page .live=${live} .name=${group} .query=${query}></group-page>`,
  },
  {
    path: /^\/events$/,
    load: () => import('./pages/events.js'),
    title: () => 'Events',
    view: (live, args, query) => html`<events-page .live=${live} .query=${query}></events-page>`,
  },
  {
    path: /^\/events\/([^/]+)$/,
    load: () => import('./pages/event.js'),
    title: ([id]) => `Event ${id}`,
    view: (live, [id], query) => html`<event-page .live=${live} .eventId=${id} .query=${query}></event-page>`,
  },
  {
    path: /^\/dead-letters$/,
    load: () => import('./pages/dead-letters.js'),
    title: () => 'Dead letters',
    view: (live, args, query) => html`<dead-letters-page .live=${live} .query=${query}></dead-letters-page>`,
  },
  {
    path: /^\/scheduled$/,
    load: () => import('./pages/scheduled.js'),
    title: () => 'Scheduled events',
    view: (live, args, query) => html`<scheduled-page .live=${live} .query=${query}></scheduled-page>`,
  },
  {
    path: /^\/publish$/,
    load: () => import('./pages/publish.js'),
    title: () => 'Publish',
    view: (live, args, query) => html`<publish-page .live=${live} .query=${query}></publish-page>`,
  },
  {
    path: /^\/operations$/,
    load: () => import('./pages/operations.js'),
    title: () => 'Operations',
    view: (live, args, query) => html`<operations-page .live=${live} .query=${query}></operations-page>`,
  },
  {
    path: /^\/signed-out$/,
    still: true,
    load: () => import('./pages/signed-out.js'),
    title: () => 'Signed out',
    view: () => html`<signed-out-page></signed-out-page>`,
  },
];

/** Its links are not followed here: the service may send the reader elsewhere to sign in. */
export const signIn = {
  still: true,
  load: () => import('./pages/sign-in.js'),
  title: () => 'Sign in',
  view: () => html`<sign-in-page></sign-in-page>`,
};
