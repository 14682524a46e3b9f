/** The unpacked runtime's binary, or null. */
export function hasDevelopmentRuntime(cache: string): string | null
