import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const checkout = join(import.meta.dirname, '../..')

/** Where the given folder is seen inside. */
export const INSIDE = '/srv'

/**
 * A read-only root, an empty folder where the sources are, a /tmp of its own that may execute, and `$1` at /srv, the
 * only place that lasts. Then the command, as an account without any right.
 */
const SCRIPT = `set -e
mount --bind "$1" ${INSIDE}
mount -t tmpfs -o mode=0755 tmpfs "$2"
mount -t tmpfs -o mode=1777,exec,nosuid,nodev,size=16m tmpfs /tmp
mount -o remount,bind,ro /
uid=$3
shift 3
cd ${INSIDE}
exec setpriv --reuid="$uid" --regid="$uid" --clear-groups --no-new-privs --bounding-set=-all "$@"`

/** The words that run a command where nothing of the project can be read. For root, on Linux. */
export function isolated(folder: string, uid: number, words: readonly string[]): string[] {
  return ['unshare', '--mount', 'sh', '-c', SCRIPT, 'sh', folder, checkout, String(uid), ...words]
}

/** Whether this machine lets a test have mounts of its own. */
export const canIsolate =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /srv && command -v setpriv']).status ===
    0
