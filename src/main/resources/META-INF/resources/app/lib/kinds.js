/**
 * What can be published, by the call of the API that does it. A field is a line of text unless it says otherwise:
 * `choices` (a fixed list), `suggest` (names known to the page), `long`, `json`, `time`; `in: 'path'` keeps it out of the body.
 */
export const kinds = [
  {
    key: 'user.created',
    says: 'Creates a user; its event is kept in the same transaction.',
    method: 'POST',
    path: () => '/api/users',
    fields: [
      {name: 'username', label: 'Username', required: true, example: 'ada'},
      {name: 'email', label: 'Email address', required: true, type: 'email', example: 'ada@example.com'},
    ],
  },
  {
    key: 'user.updated',
    says: 'Changes a user; what is left empty stays as it is.',
    method: 'PUT',
    path: ({id}) => `/api/users/${encodeURIComponent(id)}`,
    fields: [
      {name: 'id', label: 'User', required: true, suggest: 'users', in: 'path'},
      {name: 'username', label: 'Username'},
      {name: 'email', label: 'Email address', type: 'email'},
      {name: 'status', label: 'Status', choices: ['active', 'inactive', 'suspended'], example: 'suspended'},
    ],
  },
  {
    key: 'user.deleted',
    says: 'Deletes a user; the history stays.',
    method: 'DELETE',
    path: ({id}) => `/api/users/${encodeURIComponent(id)}`,
    fields: [{name: 'id', label: 'User', required: true, suggest: 'users', in: 'path'}],
  },
  {
    key: 'message.sent',
    says: 'Sends a chat message.',
    method: 'POST',
    path: () => '/api/events/chat',
    fields: [
      {name: 'senderId', label: 'From', required: true, example: 'ada'},
      {name: 'receiverId', label: 'To', required: true, example: 'grace'},
      {name: 'roomId', label: 'Room', placeholder: 'general'},
      {name: 'content', label: 'Message', required: true, long: true, example: 'All green again, thanks'},
    ],
  },
  {
    key: 'task.created',
    says: 'Creates a task; its event is kept in the same transaction.',
    method: 'POST',
    path: () => '/api/events/tasks',
    fields: [
      {name: 'title', label: 'Title', required: true, example: 'Write the report'},
      {name: 'assignedTo', label: 'Assigned to', required: true, example: 'grace'},
      {name: 'createdBy', label: 'Created by', required: true, example: 'ada'},
      {name: 'priority', label: 'Priority', choices: ['low', 'medium', 'high'], example: 'high'},
      {name: 'dueDate', label: 'Due', time: true},
      {name: 'description', label: 'Description', long: true},
    ],
  },
  {
    key: 'task.completed',
    says: 'Completes a task.',
    method: 'POST',
    path: ({taskId}) => `/api/events/tasks/${encodeURIComponent(taskId)}/complete`,
    fields: [
      {name: 'taskId', label: 'Task', required: true, suggest: 'tasks', in: 'path'},
      {name: 'completedBy', label: 'Completed by', required: true, example: 'grace'},
      {name: 'completionNotes', label: 'Notes', long: true},
    ],
  },
  {
    key: 'system.error, system.info',
    says: 'Writes a line to the system log; errors become system.error.',
    method: 'POST',
    path: () => '/api/events/logs',
    fields: [
      {name: 'level', label: 'Level', required: true, choices: ['info', 'warn', 'error'], example: 'error'},
      {name: 'message', label: 'Message', required: true, example: 'Upstream answered 502'},
      {name: 'metadata', label: 'Metadata', json: true, example: '{\n  "host": "web-1"\n}'},
    ],
  },
  {
    key: 'custom',
    says: 'Any event for any stream, now or later.',
    method: 'POST',
    path: () => '/api/events/custom',
    fields: [
      {name: 'streamName', label: 'Stream', required: true, suggest: 'streams', example: 'orders:eu', filledBy: 'stream'},
      {name: 'eventType', label: 'Event type', required: true, suggest: 'types', example: 'order.placed'},
      {name: 'id', label: 'Event id', mono: true, placeholder: 'a new one', hint: 'The same id twice is one event.'},
      {name: 'deliverAt', label: 'Deliver at', time: true, hint: 'Empty: now'},
      {name: 'payload', label: 'Payload', required: true, json: true, example: '{\n  "orderId": 42,\n  "total": 99.5\n}'},
    ],
  },
];

/** The body of the call, of what was typed: empty fields are left out. */
export function body(kind, values, readJson) {
  const fields = kind.fields.filter(field => field.in !== 'path' && values[field.name]?.trim());
  return fields.length || kind.method !== 'DELETE'
    ? Object.fromEntries(fields.map(field => [field.name, valueOf(field, values[field.name], readJson)]))
    : undefined;
}

function valueOf({json, time, long}, text, readJson) {
  if (json) {
    return readJson(text);
  }
  return time ? new Date(text).toISOString() : long ? text : text.trim();
}
