// Better Auth as its documentation starts it: e-mail and password, its own SQLite tables, tokens in a header instead of
// a cookie, and the administrator's list. `PORT`, `DATABASE_FILE`, `BETTER_AUTH_SECRET`; `HASH=argon2id` takes the
// parameters that Latchkey uses in place of its own scrypt (N=16384, r=16, p=1). Runs on Node and on Bun.

import { createServer } from 'node:http'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import { admin, bearer } from 'better-auth/plugins'

const { PORT, DATABASE_FILE, BETTER_AUTH_SECRET, HASH } = process.env
const isBun = process.versions.bun !== undefined

async function openDatabase() {
  if (isBun) {
    const { Database } = await import('bun:sqlite')
    const database = new Database(DATABASE_FILE)
    database.exec('PRAGMA journal_mode=WAL')
    return database
  }
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(DATABASE_FILE)
  database.exec('PRAGMA journal_mode=WAL')
  return database
}

const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const argon2id = {
  hash: (password) => hash(password, COST),
  verify: ({ hash: stored, password }) => verify(stored, password),
}

const options = {
  database: await openDatabase(),
  secret: BETTER_AUTH_SECRET,
  baseURL: `http://127.0.0.1:${PORT}`,
  emailAndPassword: { enabled: true, ...(HASH === 'argon2id' ? { password: argon2id } : {}) },
  // One address sends every request here.
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  plugins: [bearer(), admin()],
  // The first account of the bench lists the others.
  databaseHooks: {
    user: {
      create: {
        before: async (user) => ({
          data: { ...user, role: user.email === 'keeper@example.com' ? 'admin' : 'user' },
        }),
      },
    },
  },
}
const { runMigrations } = await getMigrations(options)
await runMigrations()
const auth = betterAuth(options)

if (isBun) {
  Bun.serve({ hostname: '127.0.0.1', port: Number(PORT), development: false, fetch: auth.handler })
} else {
  createServer(toNodeHandler(auth)).listen(Number(PORT), '127.0.0.1')
}
