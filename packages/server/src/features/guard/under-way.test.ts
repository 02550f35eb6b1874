import { expect, test } from 'bun:test'
import { UnderWay } from './under-way.ts'

/** What has woken, in its order. */
function waitingFor(underWay: UnderWay, names: readonly string[], key = 'a') {
  const woken: string[] = []
  for (const name of names) void underWay.wait(key, false)?.then(() => woken.push(name))
  return woken
}
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

test('an outcome wakes one, who came first; the last wakes all', async () => {
  const underWay = new UnderWay()
  const [first, second] = [underWay.begin(['a', 'b']), underWay.begin(['a'])]
  const woken = waitingFor(underWay, ['ada', 'grace', 'eve'])
  await settled()
  expect(woken).toEqual([])
  first()
  first()
  await settled()
  expect(woken).toEqual(['ada'])
  second()
  await settled()
  expect(woken).toEqual(['ada', 'grace', 'eve'])
})

test('whoever has to wait again is next', async () => {
  const underWay = new UnderWay()
  const ends = [1, 2, 3].map(() => underWay.begin(['a']))
  const woken = waitingFor(underWay, ['ada', 'grace'])
  ends[0]?.()
  await settled()
  void underWay.wait('a', true)?.then(() => woken.push('ada again'))
  ends[1]?.()
  await settled()
  expect(woken).toEqual(['ada', 'ada again'])
  ends[2]?.()
  await settled()
  expect(woken).toEqual(['ada', 'ada again', 'grace'])
})

test('nobody waits where nothing is under way, and no more than a bounded number do', async () => {
  const underWay = new UnderWay()
  expect(underWay.wait('a', false)).toBeUndefined()
  const end = underWay.begin(['a', 'b'])
  const others = Array.from({ length: 1_024 }, () => underWay.wait('a', false))
  expect(others).not.toContain(undefined)
  expect(underWay.wait('b', false)).toBeUndefined()
  end()
  await Promise.all(others)
  expect(underWay.wait('a', false)).toBeUndefined()
})
