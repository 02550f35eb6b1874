// The unit, by systemd's own judgement; it needs no running systemd.
import { expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, removeFolder } from '../support/program.ts'

const unit = join(import.meta.dirname, '../../deploy/latchkey.service')
const hasSystemd = existsSync('/usr/bin/systemd-analyze')
const analyze = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('/usr/bin/systemd-analyze', args, { encoding: 'utf8' })
  return { status, said: `${stdout}${stderr}` }
}

/** The unit as if the program were installed; `change` plants what must be refused. */
async function verified(change: (text: string) => string = (text) => text) {
  const folder = await makeFolder()
  const path = join(folder, 'latchkey.service')
  writeFileSync(path, change(readFileSync(unit, 'utf8').replace('=/usr/local/bin/latchkey', '=/bin/true')))
  try {
    return analyze('verify', path)
  } finally {
    await removeFolder(folder)
  }
}

test.skipIf(!hasSystemd)(
  'systemd accepts it, and refuses one with a setting that does not exist',
  async () => {
    expect(await verified()).toEqual({ status: 0, said: '' })
    const { said } = await verified((text) => text.replace('NoNewPrivileges=yes', 'NoNewPrivilege=yes'))
    expect(said).toContain('NoNewPrivilege')
  },
)

test.skipIf(!hasSystemd)('its exposure is at most 1.5 of 10', () => {
  const { status, said } = analyze('security', '--offline=true', '--threshold=15', unit)
  expect([status, /exposure level[^:]*: (\S+)/.exec(said)?.[1]]).toEqual([
    0,
    expect.stringMatching(/^[01]\./),
  ])
})
