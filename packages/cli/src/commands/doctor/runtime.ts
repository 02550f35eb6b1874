import { type Finding, fail, ok } from './finding.ts'

/** What the program is tested on. */
const LEAST = { Bun: [1, 4], Node: [24, 0] } as const

export function checkRuntime(versions: NodeJS.ProcessVersions = process.versions): Finding {
  const name = versions['bun'] === undefined ? 'Node' : 'Bun'
  const version = versions['bun'] ?? versions.node
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor, leastMinor] = LEAST[name]
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor)
  return isEnough
    ? ok('runtime', `${name} ${version}`)
    : fail(
        'runtime',
        `${name} ${version} is too old`,
        `Install ${name} ${leastMajor}.${leastMinor} or later, or use the Bun that npm ci brings.`,
      )
}
