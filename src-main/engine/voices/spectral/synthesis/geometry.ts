/** The kernel is built for these: a voice whose manifest says otherwise does not fit it. */
export const sampleRateHz = 24_000
/** Samples from one frame to the next: 12.5 ms. */
export const hopSamples = 300
/** Length of the window of analysis and synthesis: four hops. */
export const frameSamples = 1_200
/** Window hops that a frame reaches back from its centre. */
export const hopsBeforeCentre = 2
/** Hops by which a frame's window reaches beyond its first: what one step leaves for the next. */
export const carriedHops = frameSamples / hopSamples - 1
/** Bins of a half spectrum, both ends included. */
export const binCount = 601
/** Floats of one row from the decoder: log harmonic magnitude, theta, log noise magnitude, log free magnitude, phi. */
export const spectrumRowFloats = 5 * binCount
