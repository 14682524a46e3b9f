/** Notes how long after it was clicked a row goes; self-contained by need. */
export function noteFolding(row: Element): { milliseconds: number } {
  const noted = { milliseconds: 0 }
  row.addEventListener(
    'click',
    () => {
      const clickedAt = performance.now()
      const look = (): void => {
        noted.milliseconds = performance.now() - clickedAt
        if (row.isConnected) requestAnimationFrame(look)
      }
      look()
    },
    { once: true },
  )
  return noted
}
