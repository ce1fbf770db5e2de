/** Where an event may stand in a group. */
export const statuses = ['processed', 'unhandled', 'retrying', 'dead', 'discarded'];
