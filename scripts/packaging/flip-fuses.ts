import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants'

/** How an installed Lector is. Node inside it takes no orders from its surroundings, and only its own archive is run. */
export const wantedFuses: ReadonlyMap<FuseV1Options, boolean> = new Map([
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  // Compared with what electron-builder writes into the bundle or the program; on Linux it has no effect.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  // There is no other snapshot of V8 for the main process.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false],
  // The page has a scheme of its own.
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
])

/**
 * Sets every fuse that an Electron has, before it is signed, and reads them again.
 * @param isInspectable leaves `--inspect` working, which is what drives windows in tests
 * @throws Error when one does not stay as it was set
 */
export async function flipAllFuses(binary: string, isInspectable: boolean): Promise<void> {
  const before = await getCurrentFuseWire(binary)
  const config = new Map(
    [...wantedFuses]
      // An old runtime has fewer.
      .filter(([fuse]) => before[fuse] !== undefined && before[fuse] !== FuseState.REMOVED)
      .map(([fuse, isOn]) => [
        fuse,
        isOn || (isInspectable && fuse === FuseV1Options.EnableNodeCliInspectArguments),
      ]),
  )
  await flipFuses(binary, {
    version: FuseVersion.V1,
    // Where nothing is signed afterwards, macOS would not start what was changed.
    resetAdHocDarwinSignature: process.platform === 'darwin' && process.arch === 'arm64',
    ...Object.fromEntries(config),
  })
  const after = await getCurrentFuseWire(binary)
  for (const [fuse, isOn] of config)
    if (after[fuse] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
      throw new Error(`The fuse ${FuseV1Options[fuse]} of ${binary} could not be set`)
}
