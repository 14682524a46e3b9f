/** The speeds that are chosen at once. */
export const speedPresets = [0.8, 1, 1.2, 1.5, 2, 3] as const
