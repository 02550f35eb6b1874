import { expect } from 'bun:test'
import { type Account, count, join, login, type Person, person, registerAtLast } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Server, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

/** Spellings of one text that are the same to everybody who compares. */
const spellings = (text: string): string[] => [
  text,
  text.toUpperCase(),
  `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
  [...text].map((c, i) => (i % 2 === 0 ? c.toUpperCase() : c)).join(''),
]

/** R16: so many clients at once want one name, and then one address, so many times. One gets it, the others hear so. */
export async function registrationRaceRounds(rounds: number, clients: number): Promise<void> {
  await withServer({ dev: true, env: { ...unthrottled, LATCHKEY_PASSWORD_THREADS: '2' } }, async (server) => {
    const admin = await join(server)
    for (let round = 0; round < rounds; round++) {
      const names = spellings(person().username)
      await contend(
        server,
        admin,
        'username_taken',
        (i) => person({ username: names[i % names.length] ?? '' }),
        clients,
      )
      const addresses = spellings(person().email)
      await contend(
        server,
        admin,
        'email_taken',
        (i) => person({ email: addresses[i % addresses.length] ?? '' }),
        clients,
      )
    }
  })
}

async function contend(
  server: Server,
  admin: Account,
  refusal: string,
  candidate: (index: number) => Person,
  clients: number,
): Promise<void> {
  const before = await count(server, admin)
  const candidates = Array.from({ length: clients }, (_, i) => candidate(i))
  const answers = await Promise.all(candidates.map((who) => registerAtLast(server, who)))
  const winners = candidates.filter((_, i) => answers[i]?.status === 200)
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(clients - 1).fill(409)])
  for (const answer of answers) if (answer.status !== 200) expectRefusal(answer, 409, refusal)
  expect(await count(server, admin)).toBe(before + 1)
  // Whoever was told so is the one who is there, under both of the account's names.
  const [winner] = winners
  if (winner === undefined) return
  for (const name of [winner.username, winner.email]) {
    expect((await login(server, name, winner.password)).status).toBe(200)
  }
}
