import {briefly, duration, number, rate} from '../lib/format.js';

/**
 * What the numbers of a chart are: how they are written, how beside its scale, and up to where the scale goes at least,
 * so that next to nothing does not look like much.
 */
export const units = {
  entries: {format: number, scale: number, least: 4},
  time: {format: duration, scale: briefly, least: 100},
  rate: {format: rate, scale: rate, least: 1},
};
