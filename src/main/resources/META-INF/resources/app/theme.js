// A classic script in the head: it runs before the first paint, so that no page flashes in the other theme.
try {
  document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'system';
} catch {
  document.documentElement.dataset.theme = 'system';
}
