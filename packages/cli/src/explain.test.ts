import { expect, test } from 'bun:test'
import { failureOf } from './explain.ts'

const system = (message: string, facts: object) => Object.assign(new Error(message), facts)

test.each<[string, Error, RegExp]>([
  [
    'a port of the system’s, on Bun',
    system('permission denied 127.0.0.1:80', { code: 'EACCES', syscall: 'listen' }),
    /^This user may not listen on port 80\. Set PORT to 1024 or above, /,
  ],
  [
    'a port of the system’s, on Node',
    system('listen EACCES: permission denied 127.0.0.1:80', { code: 'EACCES', syscall: 'listen', port: 80 }),
    /^This user may not listen on port 80\./,
  ],
  [
    'a port that is taken',
    system('in use', { code: 'EADDRINUSE' }),
    /^Port 80 is taken\. Stop .+ PORT=81\.$/,
  ],
  [
    'a file that is somebody else’s',
    system('EACCES: permission denied, open', {
      code: 'EACCES',
      syscall: 'open',
      path: '/srv/latchkey/secret',
    }),
    /^This user may not use \/srv\/latchkey\/secret \(EACCES\)\. Run this as its owner, or /,
  ],
  [
    'an address of another machine',
    system('no', { code: 'EADDRNOTAVAIL', syscall: 'listen' }),
    /^This machine cannot listen on HOST 192\.0\.2\.1\. Leave HOST out /,
  ],
  [
    'another file',
    system('file is not a database', { errcode: 26 }),
    /^latchkey\.db in \/data is not .+\. Restore /,
  ],
])('%s is a sentence that says what to do', (_, error, sentence) => {
  const { ending, detail } = failureOf(error, { host: '192.0.2.1', port: 80, dataDir: '/data' })
  expect(ending).toBe('failed')
  expect(detail).toMatch(sentence)
})
