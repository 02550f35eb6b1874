// The unit: by systemd's own judgement, and started by a systemd.
import { expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { person, register, signIn } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { boot, canBoot } from './booted.ts'
import { folderWithBinary, freePort } from './built.ts'

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

const LOG = '/run/latchkey.log'

/** What `name=value` lines of `systemctl show` say. */
const valuesOf = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/, 2)),
  )

test.skipIf(!canBoot)(
  'a systemd starts it, in its sandbox it hashes and signs in, it ends well, and comes back when it was killed',
  async () => {
    const port = await freePort()
    const folder = await folderWithBinary(0)
    const units = join(folder, 'etc/systemd/system')
    mkdirSync(join(units, 'latchkey.service.d'), { recursive: true })
    mkdirSync(join(folder, 'etc/latchkey'), { mode: 0o700 })
    writeFileSync(join(units, 'latchkey.service'), readFileSync(unit))
    writeFileSync(join(folder, 'etc/latchkey/env'), `PORT=${port}\n`, { mode: 0o600 })
    const secret = `secret = "${randomBytes(32).toString('base64')}"\n`
    writeFileSync(join(folder, 'etc/latchkey/latchkey.toml'), secret, { mode: 0o600 })
    // A machine of tests may not raise its limits, and its journal is read with more effort than a file.
    const most = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).stdout.trim()
    const here = `[Service]\nLimitNOFILE=${most}\nStandardOutput=append:${LOG}\nStandardError=inherit\n`
    writeFileSync(join(units, 'latchkey.service.d/here.conf'), here)
    const machine = await boot(folder, 'latchkey.service')
    const show = (...names: string[]) =>
      valuesOf(machine.systemctl('show', 'latchkey', ...names.flatMap((name) => ['-p', name])))
    const server = { url: `http://localhost:${port}` }
    const answers = () =>
      eventually(
        'an answer',
        async () => {
          const answer = await send(server, 'GET /health').catch(() => undefined)
          if (Number(show('NRestarts').NRestarts) > 1) throw new Error(machine.read(LOG))
          return answer?.status === 200 ? true : undefined
        },
        30_000,
      )
    try {
      await answers()
      const who = person()
      expect((await register(server, who)).status).toBe(200)
      const status = machine.read(`/proc/${show('MainPID').MainPID}/status`)
      expect(status).toMatch(/^CapEff:\s+0+$/m)
      expect(status).toMatch(/^CapBnd:\s+0+$/m)
      expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
      expect(status).toMatch(/^Seccomp:\s+2$/m)
      expect(status).not.toMatch(/^Uid:\s+0\b/m)
      // The secret came as a credential, so none was made.
      expect(machine.names('/var/lib/private/latchkey')).toContain('latchkey.db')
      expect(machine.names('/var/lib/private/latchkey')).not.toContain('secret')

      machine.systemctl('stop', 'latchkey')
      expect(show('Result', 'ExecMainStatus')).toEqual({ Result: 'success', ExecMainStatus: '0' })
      machine.systemctl('start', 'latchkey')
      await answers()
      machine.systemctl('kill', '-s', 'KILL', 'latchkey')
      await eventually('a restart', () => (show('NRestarts').NRestarts === '1' ? true : undefined))
      await answers()
      expect((await send(server, 'GET /users/me', { token: await signIn(server, who) })).status).toBe(200)
    } finally {
      await machine.halt()
      await removeFolder(folder)
    }
  },
  120_000,
)
