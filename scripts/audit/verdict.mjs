const grave = ['high', 'critical']

/**
 * What an audit comes to.
 * @param report     what `npm audit --json` said, parsed; anything else where it said nothing
 * @param shipped    places in the lock file of what reaches a person
 * @param exceptions advisories that are known and do no harm here: `advisory` as it is called (GHSA-…), `reason`, and
 *                   `expires`, the day from which it counts again (YYYY-MM-DD)
 * @param today      YYYY-MM-DD
 * @returns whether the check passes, and the lines to say
 */
export function verdictOf(report, shipped, exceptions, today) {
  const vulnerabilities = report?.vulnerabilities
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null)
    return { passes: true, lines: ['Dependencies were not audited: no registry answers.'] }
  const findings = Object.values(vulnerabilities).flatMap(({ name, via, nodes }) =>
    via
      .filter((cause) => typeof cause === 'object' && grave.includes(cause.severity))
      .map(({ url, title, severity }) => ({ name, title, severity, advisory: advisoryOf(url), nodes })),
  )
  const ships = findings.filter(({ nodes }) => nodes.some((place) => shipped.has(place)))
  const excepted = (finding) =>
    exceptions.some(({ advisory, expires }) => advisory === finding.advisory && today < expires)
  const counted = ships.filter((finding) => !excepted(finding))
  const tools = findings.length - ships.length
  return {
    passes: counted.length === 0,
    lines: [
      ...counted.map(({ name, severity, title, advisory }) => `${name}: ${severity}, ${title} (${advisory})`),
      `Audited: ${shipped.size} packages that ship, ${counted.length} grave findings, ${ships.length - counted.length} excepted; ${tools} in tools that do not ship.`,
    ],
  }
}

/** The advisory's own name, which is the end of its address. */
function advisoryOf(url) {
  return String(url).split('/').at(-1)
}
