/** What has a meaning in an address, or is not allowed in one; letters of every script are. */
const escaped = /[^\w.~!$'()*+,;=:@\u0080-\uffff-]/g

/** How one file of an archive names another. @param from, to names from the archive's root */
export function relativeReference(from: string, to: string): string {
  const base = from.split('/').slice(0, -1)
  const target = to.split('/')
  let shared = 0
  while (shared < base.length && shared < target.length - 1 && base[shared] === target[shared]) shared += 1
  const segments = target.slice(shared).map((segment) => segment.replace(escaped, encodeURIComponent))
  return [...base.slice(shared).map(() => '..'), ...segments].join('/')
}
