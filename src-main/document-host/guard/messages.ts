/** Document host -> the thread that guards it. */
export type GuardMessage =
  /** A document is being read from now on. */
  | { readonly kind: 'begin'; readonly sourceBytes: number; readonly cpuBefore: NodeJS.CpuUsage }
  /** A piece of it has come. */
  | { readonly kind: 'piece' }
