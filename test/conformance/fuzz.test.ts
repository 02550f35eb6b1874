/**
 * A fuzz by the document: whatever is sent, the answer is one that the document declares, in its shape.
 *
 * The seed is printed; `FUZZ_SEED=… FUZZ_SECONDS=…` repeats a run, or makes it longer.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { contract } from '@latchkey/contract'
import fc from 'fast-check'
import { type Account, join, person, register, signIn } from '../support/accounts.ts'
import { bytes, fieldsOf, numberOf, parse, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { type FuzzRequest, requests } from './arbitrary-request.ts'
import { KNOWN, PROVIDERS } from './arbitrary-values.ts'
import { ApiDocument, type Operation } from './document.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 20_261)
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 40)

const server = useServer({ dev: true, env: unthrottled })
const operations = Object.entries(contract).flatMap(([, group]) => Object.values(group))
let document: ApiDocument
let admin: Account
let user: Account
let somebody = 0
const seen = new Map<string, number>()

beforeAll(async () => {
  console.log(`FUZZ_SEED=${SEED} FUZZ_SECONDS=${SECONDS}`)
  document = await ApiDocument.of(server)
  admin = await join(server)
  user = await join(server)
  await addProviders()
})

/** Those that the requests name; some request may have removed them. */
async function addProviders(): Promise<void> {
  for (const kind of PROVIDERS) {
    const json = { kind, client_id: 'latchkey', client_secret: 'cedar-lantern-meadow' }
    await send(server, 'POST /providers', { token: await adminToken(), json })
  }
}

afterAll(() => {
  const byStatus = Map.groupBy(seen, ([name]) => name.split(' ')[1])
  const sums = [...byStatus].map(
    ([status, counts]) => `${status} x${counts.reduce((sum, [, n]) => sum + n, 0)}`,
  )
  console.log(`answers: ${sums.sort().join(', ')}`)
})

/** Some request before this one may have ended the caller's session. */
async function tokenOf(caller: FuzzRequest['caller']): Promise<string | undefined> {
  if (caller === 'nobody') return undefined
  if (caller === 'junk') return 'eyJhbGciOiJub25lIn0.e30.'
  if (caller === 'admin') return adminToken()
  const { status } = await send(server, 'GET /users/me', { token: user.token })
  if (status !== 200) user = await join(server)
  return user.token
}

async function adminToken(): Promise<string> {
  const { status } = await send(server, 'GET /users/me', { token: admin.token })
  if (status !== 200) admin = { ...admin, token: await signIn(server, admin) }
  return admin.token
}

/** Somebody who exists, and is not the administrator. */
async function knownId(): Promise<string> {
  const { status } = await send(server, `GET /users/${somebody}`, { token: await adminToken() })
  if (status !== 200) somebody = numberOf(await register(server, person()), 'id')
  return String(somebody)
}

/** With what only the run knows put in its places. */
async function known({ pathAndQuery: path, body, ...rest }: FuzzRequest): Promise<FuzzRequest> {
  const { username, password } = admin
  const named = path.replace(KNOWN.username.replaceAll('.', '%2E'), username)
  const pathAndQuery = named.includes(KNOWN.id) ? named.replace(KNOWN.id, await knownId()) : named
  if (typeof body !== 'string') return { ...rest, pathAndQuery, body }
  return {
    ...rest,
    pathAndQuery,
    body: body.replaceAll(KNOWN.username, username).replaceAll(KNOWN.password, password),
  }
}

async function hold(operation: Operation, request: FuzzRequest): Promise<void> {
  const { pathAndQuery, headers, body, caller } = await known(request)
  const token = await tokenOf(caller)
  const response = await fetch(server.url + pathAndQuery, {
    method: operation.method,
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    redirect: 'manual',
    ...(body === undefined || operation.method === 'GET'
      ? {}
      : { body: typeof body === 'string' ? bytes(body) : body }),
  })
  const text = await response.text()
  const { status } = response
  const json = parse(text)
  const name = `${operation.operationId} ${status}`
  seen.set(name, (seen.get(name) ?? 0) + 1)
  const wrong = complaints(operation, status, response.headers, json)
  if (wrong.length > 0) throw new Error(`${status} ${text.slice(0, 500)}\n${wrong.join('\n')}`)
}

function complaints(operation: Operation, status: number, headers: Headers, json: unknown): string[] {
  if (status >= 500) return ['the server failed']
  const declared = operation.responses[status]
  if (!declared) return [`${status} is not declared: ${Object.keys(operation.responses).join(', ')}`]
  const [type = '', charset] = (headers.get('content-type') ?? '').split('; ')
  const media = declared.content[type]
  if (!media || charset !== 'charset=utf-8') return [`${headers.get('content-type')} is not declared`]
  if (!headers.get('x-request-id')) return ['there is no X-Request-Id']
  if (json === undefined) return ['the answer is not JSON']
  const fields = fieldsOf({ json })
  if (status === 200 || status === 202) {
    const isWrapped = 'data' in fields
    if (isWrapped && (fields.status !== 'success' || fields.code !== status))
      return ['the envelope is not as documented']
    return document.complaints(media.schema, isWrapped ? fields.data : json)
  }
  const isKnown = String(fields.error) in (media.examples ?? {})
  return [...document.complaints(media.schema, json), ...(isKnown ? [] : [`${fields.error} is not declared`])]
}

describe('whatever is sent', () => {
  test.each(operations.map(({ method, path }) => [method, path.replaceAll(/:(\w+)/g, '{$1}')]))(
    '%s %s answers as the document declares',
    async (method, path) => {
      const operation = document.operations.find((one) => one.method === method && one.path === path)
      if (!operation) throw new Error('the document does not have it')
      // Unlike `assert`, `check` takes a time that was over before the first answer for no failure; what was not met is asked for below.
      const found = await fc.check(
        fc.asyncProperty(requests(document, operation, admin.id), (request) => hold(operation, request)),
        {
          seed: SEED,
          numRuns: 1_000_000,
          interruptAfterTimeLimit: (SECONDS * 1_000) / operations.length,
          markInterruptAsFailure: false,
        },
      )
      if (found.counterexample !== null) throw new Error(fc.defaultReportMessage(found))
      expect((await send(server, 'GET /health')).text).toBe('{"status":"ok"}')
    },
  )

  test('each was accepted now and then, so that what lies behind the refusals was met too', async () => {
    const isNever = ({ operationId }: Operation) =>
      !seen.has(`${operationId} 200`) && !seen.has(`${operationId} 202`)
    // Setup is over on a server whose administrator registered, and nobody guesses the token of a reset link.
    // Nobody but the server checks tokens signed by HS256, and the new password would need the old one.
    // Neither a session's id nor a key's nor an invitation's can be guessed, and the operator is asked through the control socket only.
    // Nothing elsewhere signs in here.
    // Nor is a reference guessed that some refusal had.
    // Whose keys others make is a program, and the account that is known is a person's.
    // Nobody guesses how an instant is spelled, or the cursor of a page.
    const mayBeNever = [
      'factorsCallOffLoss',
      'factorsConfirmTotp',
      'factorsDeclareLost',
      'factorsForgetDevice',
      'factorsRemoveTotp',
      'factorsRenewCodes',
      'passkeysAdd',
      'passkeysRemove',
      'passkeysRename',
      'passkeysSignIn',
      'providersUnlink',
      'secondStepsChoosePassword',
      'secondStepsLoginMfa',
      'secondStepsLoginMfaOptions',
      'secondStepsReauthenticate',
      'supportCheck',
      'wayBackAcceptContact',
      'wayBackBegin',
      'wayBackCancel',
      'wayBackComplete',
      'wayBackFreeze',
      'wayBackFreezeByMail',
      'wayBackRemoveContact',
      'wayBackVouch',
      'apiKeysCreateFor',
      'apiKeysRevoke',
      'apiKeysRevokeOf',
      'auditAccess',
      'auditExport',
      'auditList',
      'guardAttempts',
      'guardExplain',
      'invitationsResend',
      'invitationsRevoke',
      'keysRetire',
      'mailRetry',
      'mailShow',
      'noticesNotMe',
      'mailboxesRedeemCode',
      'mailboxesRedeemLink',
      'mailboxesRelease',
      'mailboxesRevert',
      'mailboxesVerify',
      'recoveryResetPassword',
      'registrationsConfirm',
      'revocationsSnapshot',
      'revocationsStream',
      'sessionsChangePassword',
      'sessionsEnd',
      'sessionsEndOf',
      'sessionsRefresh',
      'returnsExchange',
      'setupCreateFirstAdministrator',
      'setupIssueLink',
    ]
    await addProviders()
    const unmet = document.operations.filter((one) => isNever(one) && !mayBeNever.includes(one.operationId))
    for (const operation of unmet) {
      // A slow machine sent few in its time.
      const more = fc.sample(requests(document, operation, admin.id), { seed: SEED + 1, numRuns: 4_000 })
      for (const request of more) if (isNever(operation)) await hold(operation, request)
    }
    expect(unmet.filter(isNever).map(({ operationId }) => operationId)).toEqual([])
  })

  test('the process lives, nothing failed inside it, and the administrator is who it was', async () => {
    expect(server.log.filter((line) => line.level === 'error')).toEqual([])
    const me = await send(server, 'GET /users/me', { token: await adminToken() })
    expect(me.json).toMatchObject({ id: admin.id, username: admin.username })
    const probe: Record<string, unknown> = {}
    expect(probe.x).toBeUndefined()
  })
})
