/** Goes on from the history that the first sample of a connection brings, as the later ones bring none. */
export class History {
  #lists = new Map();
  #window;

  constructor(windowMillis) {
    this.#window = windowMillis;
  }

  /** Gives every stream and group of a sample its history. */
  complete(streams, groups, sampledAt) {
    const at = Date.parse(sampledAt);
    for (const stream of streams) {
      stream.history = this.#next(`stream ${stream.name}`, stream, at);
    }
    for (const group of groups) {
      const values = {...group, oldestPendingMillis: group.oldestPending?.ageMillis ?? 0};
      group.history = this.#next(`group ${group.name}`, values, at);
    }
  }

  #next(key, values, at) {
    const before = values.history ?? this.#lists.get(key);
    const after = values.history || !before ? before : append(before, values, at, at - this.#window);
    this.#lists.set(key, after);
    return after;
  }
}

function append(history, values, at, oldest) {
  if (!(at > (history.at.at(-1) ?? 0))) {
    return history;
  }
  const first = history.at.findIndex(time => time >= oldest);
  const kept = first < 0 ? history.at.length : first;
  return Object.fromEntries(
    Object.entries(history).map(([name, list]) => [
      name,
      [...list.slice(kept), name === 'at' ? at : values[name] ?? null],
    ]),
  );
}
