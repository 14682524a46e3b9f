/** An advisory that is known and does no harm here, why not, and the day from which it counts again (YYYY-MM-DD). */
export interface AuditException {
  readonly advisory: string
  readonly reason: string
  readonly expires: string
}

/** What an audit comes to: whether the check passes, and the lines to say. */
export function verdictOf(
  report: unknown,
  shipped: ReadonlySet<string>,
  exceptions: readonly AuditException[],
  today: string,
): { passes: boolean; lines: string[] }
