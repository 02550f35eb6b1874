// A systemd of its own, process 1 of namespaces of its own: the machine's programs, none of its services. For root.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { eventually } from '../support/eventually.ts'

const SYSTEMD = '/usr/lib/systemd/systemd'
const groups = '/sys/fs/cgroup'
const isOneTree = existsSync(join(groups, 'cgroup.controllers'))
const groupTree = isOneTree ? groups : join(groups, 'systemd')

/**
 * `$1` is the folder of the root, which has `etc` and `boot`; `$2` is what systemd starts. Mounts are shared with what
 * systemd starts, as on any machine: a service finds its credentials by that.
 */
const SCRIPT = `set -e
root=$1
mount --make-rprivate /
mount -t tmpfs -o mode=0755 tmpfs "$root/top"
cd "$root/top"
mkdir usr etc boot proc sys run tmp dev var old usr/local 2>/dev/null || true
for name in bin sbin lib lib32 lib64; do if [ -L "/$name" ]; then ln -s "usr/$name" "$name"; fi; done
mount --rbind -o ro /usr usr
mount -t tmpfs -o mode=0755 tmpfs usr/local
mkdir usr/local/bin && cp "$root/latchkey" usr/local/bin/latchkey
cp -a "$root/etc/." etc/
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
for name in run tmp dev; do mount -t tmpfs -o mode=0755 tmpfs "$name"; done
chmod 1777 tmp
for name in null zero full random urandom tty; do touch "dev/$name"; mount --bind "/dev/$name" "dev/$name"; done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs tmpfs dev/shm
${
  isOneTree
    ? 'mount -t cgroup2 cgroup2 sys/fs/cgroup'
    : `mount -t tmpfs -o mode=0755 tmpfs sys/fs/cgroup
mkdir sys/fs/cgroup/systemd
mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd`
}
pivot_root . old
umount -l /old
mount --make-rshared /
exec env -i container=test PATH=/usr/sbin:/usr/bin:/sbin:/bin ${SYSTEMD} --system --unit="$2" --log-target=console`

const NAMESPACES = ['--mount', '--pid', '--ipc', '--uts', '--cgroup']

/** Whether this machine has systemd and lets a test have all that it needs. */
export const canBoot =
  process.getuid?.() === 0 &&
  existsSync(SYSTEMD) &&
  existsSync(groupTree) &&
  spawnSync('unshare', [
    ...NAMESPACES,
    '--fork',
    'sh',
    '-c',
    'mount --make-rprivate / && mount -t tmpfs tmpfs /srv && mount -t sysfs -o ro sysfs /srv',
  ]).status === 0

export interface Booted {
  /** `systemctl <words>` in there: what it printed. */
  systemctl(...words: string[]): string
  /** A file in there. */
  read(path: string): string
  /** What a folder in there has. */
  names(path: string): string[]
  halt(): Promise<void>
}

/**
 * Boots until systemd answers. The folder holds `latchkey`, which becomes /usr/local/bin/latchkey, and `etc`, which becomes
 * /etc beside what every machine has there.
 */
export async function boot(folder: string, unit: string): Promise<Booted> {
  mkdirSync(join(folder, 'top'))
  const etc = (name: string, text: string) => writeFileSync(join(folder, 'etc', name), text)
  etc('passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n')
  etc('group', 'root:x:0:\nnogroup:x:65534:\n')
  etc('nsswitch.conf', 'passwd: files systemd\ngroup: files systemd\nhosts: files dns\n')
  etc('hosts', '127.0.0.1 localhost\n::1 localhost\n')
  etc('machine-id', '')
  const group = join(groupTree, basename(folder))
  mkdirSync(group)
  const enter = `echo $$ > ${join(group, 'cgroup.procs')} && exec unshare ${NAMESPACES.join(' ')} --fork --kill-child sh -c "$0" sh "$1" "$2"`
  const child = spawn('sh', ['-c', enter, SCRIPT, folder, unit], { stdio: ['ignore', 'pipe', 'pipe'] })
  process.on('exit', () => child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)))
  const exited = once(child, 'close')
  /** Its process 1, as this machine numbers it. */
  const first = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()
  const run = (...words: string[]) =>
    spawnSync('nsenter', ['-t', first(), '-m', '-p', '-i', '-u', '-C', 'systemctl', ...words], {
      encoding: 'utf8',
    })
  await eventually(
    'systemd',
    () => {
      if (child.exitCode !== null) throw new Error(`systemd ended with ${child.exitCode}: ${said}`)
      return run('show', unit).status === 0 ? true : undefined
    },
    30_000,
  )
  return {
    systemctl(...words) {
      const { status, stdout, stderr } = run(...words)
      if (status !== 0) throw new Error(`systemctl ${words.join(' ')}: ${stdout}${stderr}`)
      return stdout
    },
    read: (path) => readFileSync(`/proc/${first()}/root${path}`, 'utf8'),
    names: (path) => readdirSync(`/proc/${first()}/root${path}`),
    async halt() {
      child.kill('SIGKILL')
      await exited
      await eventually('the end of all it started', () => (remove(group) ? true : undefined))
    },
  }
}

/** A control group and those in it; false while something lives there. */
function remove(group: string): boolean {
  const inside = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  try {
    for (const { name } of inside) if (!remove(join(group, name))) return false
    rmdirSync(group)
    return true
  } catch {
    return false
  }
}
