// Runs a Node that is new enough: `node tools/node.mjs packages/cli/src/main.ts serve`.
//
// The Node that runs this file, where it is 24 or later; else the one of tools/node, which is installed from npm the
// first time it is needed (exact pins, its own lock file, no install script). No dependencies, no TypeScript.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { become, isStarted } from './bun.mjs'

const OLDEST = 24
const FOLDER = fileURLToPath(new URL('./node/', import.meta.url))

/** The path of a Node of at least version 24. Throws a sentence that says what to do when there is none to be had. */
export function findNode() {
  return findInstalledNode() ?? install()
}

/** As `findNode`, of what is on this machine already. */
export function findInstalledNode() {
  if (!process.versions.bun && Number(process.versions.node.split('.')[0]) >= OLDEST) return process.execPath
  return installed()
}

function installed() {
  // Looked for as a file: runtimes remember that a module was not there.
  const path = `${FOLDER}node_modules/node-${process.platform}-${process.arch}/bin/node`
  return existsSync(path) ? path : undefined
}

function install() {
  console.error(`This Node is older than ${OLDEST}: installing a newer one in tools/node, for Latchkey only.`)
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const node = npm.status === 0 ? installed() : undefined
  if (node === undefined) {
    throw new Error(
      `No Node ${OLDEST} or later could be installed. Install one yourself and start again.\n${npm.stderr}`,
    )
  }
  return node
}

if (isStarted(import.meta.url)) {
  try {
    become(findNode(), process.argv.slice(2))
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
