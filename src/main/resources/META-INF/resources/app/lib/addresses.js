/** The addresses of the pages, for whoever links to one. */
export const streamAddress = name => `/streams/${encodeURIComponent(name)}`;
export const groupAddress = name => `/groups/${encodeURIComponent(name)}`;
/** An event that no event log has yet is found by its stream and entry. */
export const eventAddress = ({eventId, stream, messageId}) =>
  `/events/${eventId}${stream && messageId ? `?${new URLSearchParams({stream, messageId})}` : ''}`;
