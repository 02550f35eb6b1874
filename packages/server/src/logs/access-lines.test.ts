import { describe, expect, test } from 'bun:test'
import { AccessLines } from './access-lines.ts'

const line = {
  method: 'GET',
  route: '/users/:id',
  status: 200,
  durationMs: 1.23456,
  requestId: 'p-1',
  userId: 7,
}

function written() {
  const batches: string[] = []
  const time = { now: 1_800_000_000_000 }
  const lines = new AccessLines({ write: (text) => void batches.push(text), now: () => time.now })
  return { batches, time, lines }
}

describe('C102 the line of a request', () => {
  test('is one JSON object on one line', () => {
    const { batches, lines } = written()
    lines.add(line)
    lines.flush()
    expect(batches).toHaveLength(1)
    expect(batches[0]).toEndWith('}\n')
    expect(JSON.parse(batches[0] ?? '')).toEqual({
      level: 'info',
      time: '2027-01-15T08:00:00.000Z',
      msg: 'request',
      method: 'GET',
      route: '/users/:id',
      status: 200,
      duration_ms: 1.235,
      request_id: 'p-1',
      user_id: 7,
    })
  })

  test('names no user where there was none', () => {
    const { batches, lines } = written()
    lines.add({ ...line, userId: undefined })
    lines.flush()
    expect(JSON.parse(batches[0] ?? '')).not.toHaveProperty('user_id')
  })

  test('has the instant of its own millisecond', () => {
    const { batches, time, lines } = written()
    for (const later of [0, 0, 1, 1_000]) {
      time.now += later
      lines.add(line)
    }
    lines.flush()
    const instants = (batches[0] ?? '')
      .trim()
      .split('\n')
      .map((text) => (JSON.parse(text) as { time: string }).time.slice(17))
    expect(instants).toEqual(['00.000Z', '00.000Z', '00.001Z', '01.001Z'])
  })
})

describe('lines are written together', () => {
  test('in their order, once, and nothing when there is nothing', () => {
    const { batches, lines } = written()
    lines.flush()
    for (const requestId of ['a', 'b', 'c']) lines.add({ ...line, requestId })
    expect(batches).toEqual([])
    lines.flush()
    lines.flush()
    expect(batches).toHaveLength(1)
    expect((batches[0] ?? '').match(/"request_id":"[abc]"/g)).toEqual([
      '"request_id":"a"',
      '"request_id":"b"',
      '"request_id":"c"',
    ])
  })

  test('at once when they are many: what waits is bounded', () => {
    const { batches, lines } = written()
    for (let i = 0; i < 1_000; i++) lines.add(line)
    expect(batches.length).toBeGreaterThan(0)
    lines.flush()
    expect(batches.join('').trim().split('\n')).toHaveLength(1_000)
    for (const batch of batches) expect(batch.length).toBeLessThan(70_000)
  })
})
