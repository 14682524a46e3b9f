/** How a recording keeps its samples, the smallest first. */
export const sampleFormats = ['int16', 'int24', 'float32'] as const
export type SampleFormat = (typeof sampleFormats)[number]

/** What a sample of one channel takes. */
export const bytesPerSample: Readonly<Record<SampleFormat, number>> = { int16: 2, int24: 3, float32: 4 }
