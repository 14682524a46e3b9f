// Door of the kernel: what the host calls, and where it finds the tables and regions it fills or reads.

export { analyse } from './analysis.as'
export { combine } from './combine.as'
export { noise } from './noise.as'
export { overlapAdd } from './overlap-add.as'
export { pulses, silence } from './pulses.as'
export {
  ANALYSIS_WINDOW as analysisWindow,
  HALF_NORMALS as halfNormals,
  PITCH_WEIGHTS as pitchWeights,
  REAL_TWIDDLES as realTwiddles,
  SYNTHESIS_WINDOW as synthesisWindow,
  TWIDDLES as twiddles,
  dynamicBase,
} from './layout.as'
