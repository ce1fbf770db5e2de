/** How far back charts go. Without one they show the last minutes, live. */
export const RANGES = [
  {range: null, label: '5 min'},
  {range: '15m', label: '15 min'},
  {range: '1h', label: '1 h'},
  {range: '24h', label: '24 h'},
];

/** The range that an address asks for; null: the last minutes. */
export const rangeOf = query => (RANGES.some(one => one.range === query.range) ? query.range : null);
