// Door of the kernel: what the host calls, and where it finds the tables and regions it fills or reads.

export { beginLimiter, limit, limiterBytes } from './limiter.as'
export { highestMagnitude } from './magnitude.as'
export { scanPeaks } from './peak-scan.as'
export { quantise16, quantise24 } from './quantisation.as'
export {
  ALTERNATION as alternation,
  BOUNDS as bounds,
  INTERPOLATION as interpolation,
  PEAKS as peaks,
  dynamicBase,
} from './layout.as'
