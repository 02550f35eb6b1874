#!/usr/bin/env node
// What npx runs. Any Node can read it: an older one is told what to do before it meets what it does not know.

const NEEDED = 24
/** Beside this file where the package was built, and nowhere else. */
const program = new URL('main.js', import.meta.url)
const { node } = process.versions

if (Number.parseInt(node, 10) < NEEDED) {
  process.stderr.write(
    `This is Node ${node}, and Latchkey needs Node ${NEEDED} or later: install one from https://nodejs.org/, ` +
      'or take the one-file program, which needs none.\n',
  )
  process.exitCode = 1
} else await import(program.href)
