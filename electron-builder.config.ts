import type { Configuration } from 'electron-builder'
import { linuxMediaTypes, macAssociations, windowsAssociations } from './scripts/packaging/file-associations'
import { finishArtefactsWith } from './scripts/packaging/finish-artefacts'
import { finishFolderWith } from './scripts/packaging/finish-folder'
import { offeredKindsPath, preparePackaging } from './scripts/packaging/prepare-packaging'
import { pageScheme } from './src-main/app/page-scheme'

const { platform, arch } = process
/** As NOTICE has them. */
const authors = 'the Lector authors'
/** Modules with compiled code: the system loads it by its path, which an archive has none of. */
const runtime = 'node_modules/onnxruntime-node'
const systemAudio = 'node_modules/naudiodon'

/**
 * What electron-builder makes of Lector. It is started by `npm run package` (scripts/bootstrap/package.mjs), which says
 * what Electron goes in and where the result goes.
 */
const configuration: Configuration = {
  appId: 'app.lector.Lector',
  productName: 'Lector',
  copyright: `Copyright (C) 2026 ${authors}`,
  protocols: [{ name: 'Lector', schemes: [pageScheme], role: 'Viewer' }],
  files: [
    'out/{main,preload,renderer}/**',
    'resources/*.md',
    '!**/*.map',
    `!${runtime}/bin/*/!(${platform})/**`,
    `!${runtime}/bin/*/${platform}/!(${arch})/**`,
    // Sources, and another form of the same.
    `!${runtime}/{lib,script}/**`,
    '!node_modules/onnxruntime-common/{lib,dist/esm}/**',
    // The rest is what their installers require, and nothing else.
    '!node_modules/!(onnxruntime-node|onnxruntime-common|naudiodon)/**',
    // The binding is loaded by itself (engine-host/system-audio.ts), with PortAudio beside it.
    `!${systemAudio}/!(build|package.json|LICENSE){,/**}`,
    `!${systemAudio}/build/!(Release)`,
    `!${systemAudio}/build/!(Release)/**`,
    `!${systemAudio}/build/Release/!(*.node|*portaudio*){,/**}`,
  ],
  asar: true,
  asarUnpack: [`${runtime}/**`, `${systemAudio}/**`],
  extraResources: [
    // The default voice is whole: whoever installs Lector hears it without a network.
    {
      from: '.cache/packaging/models',
      to: 'models',
      filter: ['**/*', '!*/prepared/{hashes,optimised,devices}/**'],
    },
    'LICENSE',
    'NOTICE',
  ],
  // Compiled when the packages are installed, by N-API: no Electron asks for another build.
  npmRebuild: false,
  beforePack: preparePackaging,
  afterPack: finishFolderWith({ isInspectable: process.env.LECTOR_INSPECTABLE === '1' }),
  afterAllArtifactBuild: finishArtefactsWith({ isArchived: process.env.LECTOR_TAR_GZ === '1' }),
  // Nothing looks for newer versions; docs/releasing.md says what would.
  publish: null,
  linux: {
    target: ['AppImage', 'deb'],
    maintainer: authors,
    category: 'Office;Viewer',
    mimeTypes: linuxMediaTypes,
    // `desktopName` of package.json is what Electron tells the desktop: the entry must bear that name.
    syncDesktopName: true,
  },
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.productivity',
    fileAssociations: macAssociations,
  },
  win: { target: ['nsis'], fileAssociations: windowsAssociations },
  nsis: { oneClick: true, perMachine: false, include: offeredKindsPath },
}

export default configuration
