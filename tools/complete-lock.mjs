// `node tools/complete-lock.mjs`, after `npm install` changed the lock file: adds the optional packages of other
// platforms that npm left out. npm drops those that its registry could not show it (a mirror with gaps), and `npm ci`
// then refuses the whole lock file, even on a machine that needs none of them.

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isStarted } from './bun.mjs'

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const CPU = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64']
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

/** Where Node would find `name` from the package at `place`, nearest first. */
function placesOf(place, name) {
  const places = []
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    places.push(from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`)
    if (from === '' || !from.includes('/node_modules/')) break
  }
  return [...new Set([...places, `node_modules/${name}`])]
}

/** The optional packages that the lock file asks for and does not hold: `{ name, version, by }`. */
export function missingOptionals(lock) {
  const missing = []
  for (const [by, entry] of Object.entries(lock.packages ?? {})) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (placesOf(by, name).some((place) => place in lock.packages)) continue
      missing.push({ name, version, by })
    }
  }
  return missing
}

/** What a platform package says of itself, read off its name (`@biomejs/cli-linux-x64-musl`). */
function platformOf(name) {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-')
  const os = OS.filter((word) => words.includes(word))
  const cpu = CPU.filter((word) => words.includes(word))
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : ['glibc']
  return { cpu, ...(os.includes('linux') ? { libc } : {}), os }
}

/** The same lock file with them. Throws on one that is not a platform's package of an exact version. */
export function completeLock(lock) {
  const packages = { ...lock.packages }
  for (const { name, version, by } of missingOptionals(lock)) {
    const { cpu, libc, os } = platformOf(name)
    if (cpu.length !== 1 || os.length !== 1 || !EXACT.test(version)) {
      throw new Error(
        `${name} ${version}, which ${by} may want, is missing and does not look like a platform's package.`,
      )
    }
    const isDev = packages[by].dev === true
    packages[`node_modules/${name}`] = {
      version,
      cpu,
      ...(isDev ? { dev: true } : {}),
      ...(libc ? { libc } : {}),
      optional: true,
      os,
    }
  }
  const sorted = Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1))
  return { ...lock, packages: Object.fromEntries(sorted) }
}

if (isStarted(import.meta.url)) {
  const path = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json')
  const lock = JSON.parse(readFileSync(path, 'utf8'))
  console.log(`${missingOptionals(lock).length} optional packages added to package-lock.json`)
  writeFileSync(path, `${JSON.stringify(completeLock(lock), null, 2)}\n`)
}
