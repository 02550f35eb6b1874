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

const never = () => {
  throw new Error('nobody waits here')
}

test('an outcome that came while the budget answered is asked for at once', async () => {
  const underWay = new UnderWay()
  const end = underWay.begin(['a'])
  const asking = underWay.ask(['a', 'b'])
  end()
  expect(await asking.refused('a', false, never)).toBe(true)
  // What came before is in the answer.
  expect(await underWay.ask(['a']).refused('a', false, never)).toBe(false)
})

test('whoever was admitted at the same moment, and has not heard of it, is waited for', async () => {
  const underWay = new UnderWay()
  const [admitted, refused] = [underWay.ask(['a']), underWay.ask(['a'])]
  let asksAgain: boolean | undefined
  const answered = refused
    .refused('a', false, () => undefined)
    .then((again) => {
      asksAgain = again
    })
  await settled()
  const end = admitted.admitted()
  await settled()
  expect(asksAgain).toBeUndefined()
  end()
  await answered
  expect(asksAgain).toBe(true)
})

test('where all are refused none asks again, nor where one broke off', async () => {
  const underWay = new UnderWay()
  const broken = underWay.ask(['a'])
  const asked = Array.from({ length: 5 }, () => underWay.ask(['a']).refused('a', false, never))
  broken.brokeOff()
  expect(await Promise.all(asked)).toEqual(Array(5).fill(false))
})

test('beside a queue nobody waits', async () => {
  const underWay = new UnderWay()
  underWay.begin(['a'])
  await expect(underWay.ask(['a']).refused('a', false, never)).rejects.toThrow('nobody waits here')
})
