import {briefly, duration, number, rate} from '../lib/format.js';

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

/** Milliseconds between the lines of a chart: round ones in the unit that they are written in. */
const STEPS_OF_TIME = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map(step => step * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(step => step * MINUTE),
  ...[1, 2, 3, 6, 12].map(step => step * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map(step => step * DAY),
];

/**
 * What the numbers of a chart are: how they are written, how beside its scale, and up to where the scale goes at least,
 * so that next to nothing does not look like much. `steps`: between the lines of the scale, where tens are not round.
 */
export const units = {
  entries: {format: number, scale: number, least: 4},
  time: {format: duration, scale: briefly, least: 100, steps: STEPS_OF_TIME},
  rate: {format: rate, scale: rate, least: 1},
};
