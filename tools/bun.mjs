// Runs Bun from npm with plain Node: `node tools/bun.mjs packages/cli/src/main.ts serve`.
//
// Bun comes as an optional dependency, one package a platform, none with an install script. This file finds the one
// that npm kept and becomes it. No dependencies, no TypeScript: it must run on any Node from 20.

import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const FORWARDED = ['SIGTERM', 'SIGINT', 'SIGHUP']
const ARCHITECTURES = { arm64: 'aarch64', x64: 'x64' }

/** The npm package that holds Bun for a machine, e.g. `@oven/bun-linux-x64-musl`; undefined where there is none. */
export function bunPackage(platform, arch, isMusl) {
  const architecture = ARCHITECTURES[arch]
  if (!architecture || (platform !== 'linux' && platform !== 'darwin')) return undefined
  return `@oven/bun-${platform}-${architecture}${platform === 'linux' && isMusl ? '-musl' : ''}`
}

/** Node's own report names the C library it runs on: glibc with its version, musl with none. */
function runsOnMusl() {
  process.report.excludeNetwork = true
  return process.report.getReport().header.glibcVersionRuntime === undefined
}

/** The path of the Bun binary. Throws a sentence that says what to do when npm did not install one. */
export function findBun() {
  const { platform, arch } = process
  const name = bunPackage(platform, arch, platform === 'linux' && runsOnMusl())
  if (!name) {
    throw new Error(`Bun is not published for ${platform} on ${arch}: use Linux or macOS, on x64 or arm64.`)
  }
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/bun`)
  } catch {
    throw new Error(
      `Bun is not installed (the package ${name} is missing): run \`npm ci\` on this machine, without --omit=optional.`,
    )
  }
}

/** Becomes another program. Where Node can be replaced (22.15 and later), there is one process and nothing to forward. */
export function become(program, args) {
  if (typeof process.execve === 'function') {
    process.removeAllListeners('warning')
    process.on('warning', () => {})
    process.execve(program, [program, ...args], process.env)
  }
  const isTTY = process.stdin.isTTY === true || process.stdout.isTTY === true
  const child = spawn(program, args, { stdio: 'inherit' })
  // A terminal signals the whole group, so there it has it already; a second SIGINT would mean "now, at once".
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      if (signal === 'SIGTERM' || !isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(`The program did not start (${error.message}).`)
    process.exit(126)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    for (const name of FORWARDED) process.removeAllListeners(name)
    process.kill(process.pid, signal)
    // A signal that does not end this process (SIGQUIT in a container's first process, say) still needs its code.
    setTimeout(() => process.exit(128 + constants.signals[signal]), 100)
  })
}

/** Whether Node was started with this very module, and did not come to it by an import. */
export function isStarted(moduleUrl) {
  return (
    process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(moduleUrl))
  )
}

if (isStarted(import.meta.url)) {
  let bun
  try {
    bun = findBun()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
  // What happens to lie in the working folder is neither run (bunfig.toml) nor read as the environment (.env).
  become(bun, ['--config=/dev/null', '--no-env-file', ...process.argv.slice(2)])
}
