'use strict'
// Put into the development runtime as its application: opens the application folder named on the command line, as a
// plain Electron does.
const { app } = module.require('electron')
const { join, resolve } = module.require('node:path')

const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.')
const manifest = module.require(join(folder, 'package.json'))
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version)
app.setAppPath(folder)
module.require(join(folder, manifest.main))
