import { join } from 'node:path'
import { HASH_COST_IN_WORDS } from '../hash-cost.ts'
import { start } from '../program.ts'
import type { Runtime } from '../runtimes.ts'
import { install } from './install.ts'
import type { Api, Peer } from './peer.ts'

const FILES = ['server.mjs', 'package.json', 'package-lock.json']
const NPM = ['npm', 'ci', '--prefix', '.', '--ignore-scripts', '--no-audit', '--no-fund']

/** `hashPassword` of @better-auth/utils: what it uses when nobody gives it another one. */
const SCRYPT_IN_WORDS = 'scrypt, N=16384, r=16, p=1 (32 MiB)'

const api: Api = {
  register: ({ name, password }) => ({
    method: 'POST',
    path: '/api/auth/sign-up/email',
    body: JSON.stringify({ email: `${name}@example.com`, name: 'New Reader', password }),
  }),
  signIn: ({ name, password }) => ({
    method: 'POST',
    path: '/api/auth/sign-in/email',
    body: JSON.stringify({ email: `${name}@example.com`, password }),
  }),
  tokenField: 'token',
  me: '/api/auth/get-session',
  list: '/api/auth/admin/list-users?limit=10&offset=0&sortBy=createdAt',
}

/** Better Auth with its own hash, or with the one of the product. */
export const betterAuthPeer = (runtime: Runtime, hash: 'scrypt' | 'argon2id'): Peer => ({
  name: `Better Auth on ${runtime.label}, ${hash}`,
  api,
  hash: hash === 'scrypt' ? SCRYPT_IN_WORDS : HASH_COST_IN_WORDS,
  start: (workspace) => {
    const folder = install({ name: 'better-auth', files: FILES, commands: [NPM] })
    const database = workspace.path('better-auth.db')
    return start(workspace, {
      command: runtime.command,
      args: [join(folder, 'server.mjs')],
      env: (port) => ({
        PORT: String(port),
        DATABASE_FILE: database,
        BETTER_AUTH_SECRET: 'a key of this benchmark, 32 bytes long',
        HASH: hash,
        NODE_ENV: 'production',
      }),
      readyPath: '/api/auth/ok',
    })
  },
})
