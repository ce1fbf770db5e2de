import uPlot from 'uplot';

const SMALL = 52;
const LARGE = 168;
/** Charts of one page point at the same time. */
const TOGETHER = uPlot.sync('page');

/** Colours are of the style sheet, which knows the theme; a canvas must look them up each time that it is drawn. */
const colour = name => () => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`);

const line = (series, first) => ({
  label: series.label,
  stroke: colour(series.tone),
  fill: first ? colour(`${series.tone}-fill`) : undefined,
  width: 1.5,
  points: {show: false},
});

const axis = (large, own) => ({
  show: large,
  stroke: colour('muted'),
  font: '11px system-ui, sans-serif',
  grid: {stroke: colour('line'), width: 1},
  ticks: {show: false},
  ...own,
});

/** Seconds only where there are labels within a minute. */
const clockOf = (time, step) => new Date(time * 1000).toTimeString().slice(0, step < 60 ? 8 : 5);

/** Draws what a <live-chart> shows. */
export function plot(root, chart, width, onHover) {
  const {series, large} = chart;
  const drawn = new uPlot(
    {
      width,
      height: large ? LARGE : SMALL,
      padding: large ? [8, 26, 0, 0] : [4, 0, 2, 0],
      legend: {show: false},
      cursor: {y: false, drag: {x: false, y: false}, sync: {key: TOGETHER.key, scales: ['x', null]}},
      scales: {y: {range: (self, min, max) => [0, Math.max(max * 1.1, series[0].least)]}},
      axes: [
        axis(large, {space: 60, size: 24, values: (self, times, axis, space, step) => times.map(time => clockOf(time, step))}),
        axis(large, {space: 36, size: 56, values: (self, splits) => splits.map(series[0].scale), incrs: series[0].steps}),
      ],
      series: [{}, ...series.map((one, index) => line(one, index === 0))],
      hooks: {setCursor: [self => onHover(self.cursor.idx ?? null)]},
    },
    undefined,
    root,
  );
  redrawWithTheTheme(drawn);
  return drawn;
}

const plots = new Set();

function redrawWithTheTheme(drawn) {
  plots.add(drawn);
  drawn.hooks.destroy = [() => plots.delete(drawn)];
}

const redraw = () => plots.forEach(drawn => drawn.redraw(false));
new MutationObserver(redraw).observe(document.documentElement, {attributeFilter: ['data-theme']});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
