import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './bundle.ts'

const LICENCE_FILE = /^(?:licen[cs]e|notice|copying)/i
const RULE = '='.repeat(80)

/**
 * What must go with every copy of a bundle: the licence of each package that went in, and what generated modules say
 * of the data they hold. Throws when a package names neither a licence nor a file with one.
 */
export function noticesOf(inputs: readonly string[]): string {
  const packages = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))
  const parts = [
    'What is inside besides Latchkey itself, which is under the Apache License 2.0.',
    ...[...packages].sort().map(noticeOfPackage),
    ...inputs.map(noticeOfGenerated).filter((notice) => notice !== undefined),
  ]
  return `${parts.join(`\n\n${RULE}\n\n`)}\n`
}

function packageFolder(input: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]
}

function noticeOfPackage(folder: string): string {
  const place = join(root, folder)
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as {
    name: string
    version: string
    license?: string
  }
  const files = readdirSync(place).filter((file) => LICENCE_FILE.test(file))
  if (!license && files.length === 0)
    throw new Error(`${name}@${version} names no licence: read what it says`)
  const texts = files.map((file) => readFileSync(join(place, file), 'utf8').trim())
  return [`${name} ${version}${license ? ` (${license})` : ''}`, ...texts].join('\n\n')
}

/** The comment at the top of a generated module, when it carries a licence. */
function noticeOfGenerated(input: string): string | undefined {
  if (input.includes('node_modules/') || !existsSync(join(root, input))) return undefined
  const [, comment] = /^\/\*!\n((?: \*.*\n)+?) \*\//.exec(readFileSync(join(root, input), 'utf8')) ?? []
  return comment
    ?.replaceAll(/^ \* ?/gm, '')
    .split('\n')
    .slice(1)
    .join('\n')
    .trim()
}
