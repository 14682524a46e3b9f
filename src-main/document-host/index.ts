import { join } from 'node:path'
import { readDocument } from '../engine/documents'
import { serveLauncher } from './answer-request'
import { startGuard } from './guard'
import { connectToLauncher } from './launcher-port'

// One document or dictionary, and the process ends: nothing of one is left for the next.
serveLauncher(connectToLauncher(process), startGuard(join(__dirname, 'document-guard.js')), readDocument)
