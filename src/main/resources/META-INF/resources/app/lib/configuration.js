import {get} from './api.js';

let asked = null;

/** Streams, groups and event types that the service is configured with; they do not change while it runs. */
export function configuration() {
  asked ??= get('/api/events/info').catch(fault => {
    asked = null;
    throw fault;
  });
  return asked;
}
