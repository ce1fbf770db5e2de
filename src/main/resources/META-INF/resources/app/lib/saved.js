const MOST = 20;
const key = path => `filters ${path}`;

/** What this browser keeps for a page: a list of `{name, query}`. */
export function read(path) {
  try {
    const kept = JSON.parse(localStorage.getItem(key(path)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(one => typeof one?.name === 'string' && typeof one.query === 'string') : [];
  } catch {
    return [];
  }
}

/** Keeps the newest of them. A browser that keeps nothing has them until the page is left. */
export function write(path, list) {
  try {
    localStorage.setItem(key(path), JSON.stringify(list.slice(-MOST)));
  } catch {
    // The list of the open page still has them.
  }
}
