import { expect } from 'bun:test'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { makeFolder, type Run, removeFolder, run } from '../support/program.ts'

const REFUSAL =
  /^Another Latchkey is running on the data folder .+\. Stop it first, or give this one a folder of its own with DATA_DIR\.$/

/** The address it listens on, or the code it ended with. */
async function outcomeOf(it: Run): Promise<{ url: string } | { code: number }> {
  let code: number | undefined
  void it.exited.then((given) => {
    code = given
  })
  return await eventually(
    'a server that listens or ends',
    () => {
      if (code !== undefined) return { code }
      const line = it.stdout.find((one) => one.includes('"msg":"listening"'))
      return line === undefined ? undefined : { url: (JSON.parse(line) as { url: string }).url }
    },
    20_000,
  )
}

/**
 * Two processes start at once on one folder, so many times: one serves, the other ends at once and says why. Every
 * other round on a fresh folder, where they would both make the tables and the secret.
 */
export async function startRaceRounds(rounds: number): Promise<void> {
  let folder: string | undefined
  for (let round = 0; round < rounds; round++) {
    folder ??= await makeFolder()
    const place = folder
    const both = await Promise.all([run(['serve'], place), run(['serve'], place)])
    try {
      const outcomes = await Promise.all(both.map(outcomeOf))
      const [winner, ...more] = outcomes.flatMap((one) => ('url' in one ? [one] : []))
      expect({ round, more, hasWinner: winner !== undefined }).toEqual({ round, more: [], hasWinner: true })
      for (const [i, outcome] of outcomes.entries()) {
        const it = both[i]
        if (!('code' in outcome) || it === undefined) continue
        await it.exited
        expect(outcome.code).toBe(1)
        expect(it.stderr.join('\n')).toMatch(REFUSAL)
        expect(it.stdout.join('\n')).not.toContain('listening')
      }
      // The loser did the winner no harm.
      if (winner) expect((await send(winner, 'GET /health/ready')).status).toBe(200)
    } finally {
      for (const { child } of both) child.kill('SIGTERM')
    }
    const codes = await Promise.all(both.map((it) => it.exited))
    expect(codes.sort()).toEqual([0, 1])
    if (round % 2 === 1) {
      await removeFolder(place)
      folder = undefined
    }
  }
  if (folder !== undefined) await removeFolder(folder)
}
