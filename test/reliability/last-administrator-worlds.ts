import { type Account, join, person, register, signIn } from '../support/accounts.ts'
import { numberOf } from '../support/http.ts'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { lastAdministratorRounds, roleRounds } from './last-administrator-rounds.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'

export interface Rounds {
  readonly ofAdministrators: number
  readonly ofRoles: number
}

/** Both requests at one server. */
export async function onOneServer({ ofAdministrators, ofRoles }: Rounds): Promise<void> {
  const env = { LATCHKEY_PASSWORD_THREADS: '2' }
  await withServer({ dev: true, env: { ...unthrottled, ...env } }, async (server) => {
    await lastAdministratorRounds([server, server], await join(server), ofAdministrators)
  })
  await withServer({ dev: true, env: { ...unthrottled, ...env } }, async (server) => {
    await roleRounds([server, server], await join(server), ofRoles)
  })
}

/** One request at each of two servers on one database. */
export async function onReplicas(rounds: Rounds): Promise<void> {
  const play = async (run: (replicas: Replicas, admin: Account) => Promise<void>) => {
    const replicas = await startReplicas()
    try {
      await run(replicas, await administrator(replicas))
    } finally {
      await replicas.remove()
    }
  }
  await play(({ one, two }, admin) => lastAdministratorRounds([one, two], admin, rounds.ofAdministrators))
  await play(({ one, two }, admin) => roleRounds([one, two], admin, rounds.ofRoles))
}

/** Whoever may write the database makes the first one: no replica runs for development. */
export async function administrator({ cluster, url, one }: Replicas): Promise<Account> {
  const who = person()
  const id = numberOf(await register(one, who), 'id')
  cluster.query(`insert into latchkey.user_roles (role, user_id) values ('admin', ${id})`, url)
  return { ...who, id, token: await signIn(one, who) }
}
