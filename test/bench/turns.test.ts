import { expect, test } from 'bun:test'
import { readOptions } from '../../bench/options.ts'
import { takeTurns } from '../../bench/turns.ts'

test('each contestant is measured once a round, and who begins changes', async () => {
  const order: string[] = []
  const contestants = ['a', 'b', 'c'].map((name) => ({
    name,
    take: (round: number) => {
      order.push(`${name}${round}`)
      return Promise.resolve(round)
    },
  }))
  const { slots, failures } = await takeTurns(contestants, 3)
  expect(order).toEqual(['a0', 'b0', 'c0', 'b1', 'c1', 'a1', 'c2', 'a2', 'b2'])
  expect([...slots.keys()].sort()).toEqual(['a', 'b', 'c'])
  for (const own of slots.values()) expect(own).toEqual([0, 1, 2])
  expect(failures).toEqual([])
})

test('whoever fails is left out with its reason, and the others keep all their rounds', async () => {
  const asked: number[] = []
  const failing = {
    name: 'failing',
    take: (round: number) => {
      asked.push(round)
      return round === 1 ? Promise.reject(new Error('it broke\n  in two lines')) : Promise.resolve(round)
    },
  }
  const fine = { name: 'fine', take: (round: number) => Promise.resolve(round) }
  const { slots, failures } = await takeTurns([failing, fine], 3)
  expect(asked).toEqual([0, 1])
  expect(slots.get('fine')).toEqual([0, 1, 2])
  expect(slots.has('failing')).toBe(false)
  expect(failures).toEqual([{ what: 'failing', reason: 'it broke / in two lines' }])
})

test('the command line chooses runtimes, databases and sections', () => {
  const options = readOptions(['--runtime', 'node', '--only', 'http,start', '--quick'])
  expect(options.runtimes).toEqual(['node'])
  expect(options.databases).toEqual(['sqlite', 'postgres'])
  expect([...options.sections]).toEqual(['http', 'start'])
  expect(options.isQuick).toBe(true)
})

test.each([
  [['--runtime', 'deno'], '--runtime takes bun, node, not "deno"'],
  [['--only', 'http,speed'], '--only takes'],
  [['--fast'], '--fast'],
])('%p is refused', (args, complaint) => {
  expect(() => readOptions(args)).toThrow(complaint)
})
