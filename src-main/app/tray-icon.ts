/** A page with two lines and the playhead beside them; '#' is ink. */
const drawing = [
  '                ',
  '  ########      ',
  '  #      ##     ',
  '  #      ###    ',
  '  #        #    ',
  '  # #####  #    ',
  '  #        #    ',
  '  # ###    # #  ',
  '  #        # ## ',
  '  # ####   # ###',
  '  #        # ## ',
  '  # ###    # #  ',
  '  #        #    ',
  '  ##########    ',
  '                ',
  '                ',
] as const

/** Side of the drawing, in pixels. */
export const trayIconPixels = drawing.length

/**
 * The tray's icon as pixels of 4 bytes each, blue, green, red, alpha.
 * @param ink   of the lines: red, green and blue, 0 to 255 each
 * @param scale how many pixels a side of one of the drawing takes
 */
export function trayIconBitmap(ink: readonly [number, number, number], scale: number): Uint8Array {
  const [red, green, blue] = ink
  const side = trayIconPixels * scale
  const pixels = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      if (drawing[Math.floor(y / scale)]?.[Math.floor(x / scale)] !== '#') continue
      pixels.set([blue, green, red, 255], (y * side + x) * 4)
    }
  return pixels
}
