/** The packages that reach a person, as their places in the lock file of the checkout. */
export function shippedPackages(root: string): Set<string>
