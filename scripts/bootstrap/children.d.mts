/** True when `name` can be started from PATH. */
export function isOnPath(name: string): boolean
