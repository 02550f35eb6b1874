// The document of the API: valid, complete, and true to its last example.
import { beforeAll, describe, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import { contract } from '@latchkey/contract'
import { Validator } from '@seriousme/openapi-schema-validator'
import { type Account, join, login, person } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { goodRequest } from '../support/bodies.ts'
import { factorRequests } from '../support/factor-requests.ts'
import { returnsToApp } from '../support/hosted-sign-in.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { inviteByLink } from '../support/invitations.ts'
import { tokenMailed } from '../support/mailbox.ts'
import { mailedToken, mailTo } from '../support/mails.ts'
import { registersPrivately } from '../support/private-registration.ts'
import { joinProved } from '../support/proved.ts'
import { newProvider, withIdentity } from '../support/providers.ts'
import { approve, beginToken, completeToken, contactToken, freezeToken } from '../support/recoveries.ts'
import { resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { ApiDocument, examplesOf, lineOf, type Operation } from './document.ts'
import { setupToken } from './setup-token.ts'
import { ofFactors, ofTheCaller, ofTheMoment, operatorsOnly, story } from './told-operations.ts'

const server = useServer({ dev: true, env: { ...unthrottled, ...returnsToApp } })
let document: ApiDocument
let admin: Account
beforeAll(async () => {
  document = await ApiDocument.of(server)
  admin = await join(server)
})

const operation = (id: string): Operation => {
  const found = document.operations.find(({ operationId }) => operationId === id)
  if (!found) throw new Error(`the document has no operation ${id}`)
  return found
}

test('is OpenAPI 3.1 to a validator that nobody here wrote', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document.json))
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(document.json.openapi).toBe('3.1.0')
})

test('docs/openapi.json is what the server serves', async () => {
  const text = await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8')
  expect(JSON.parse(text)).toEqual(document.json)
})

test('has every endpoint of the contract, each under a name of its own, and no other', () => {
  const endpoints = Object.values(contract).flatMap((group) => Object.values(group))
  const ofContract = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  const { operations } = document
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(ofContract.sort())
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
})

test('names no address: it holds wherever the server is', () => {
  expect(document.json.servers).toEqual([{ url: '/' }])
  expect(JSON.stringify(document.json)).not.toMatch(
    /localhost:|127\.0\.0\.1|https?:\/\/(?!json-schema|(?:id|app)\.example\.com|accounts\.google\.com)/,
  )
})

test('every example fits its schema', () => {
  const wrong = document.operations.flatMap(({ operationId, requestBody, responses }) => {
    const bodies = [requestBody, ...Object.values(responses)].filter((body) => body !== undefined)
    const media = bodies.flatMap(({ content }) => Object.values(content))
    return media.flatMap((one) =>
      examplesOf(one).flatMap(([name, value]) =>
        document.complaints(one.schema, value).map((complaint) => `${operationId} ${name} ${complaint}`),
      ),
    )
  })
  expect(wrong).toEqual([])
})

const credentialsOf = ({ username, password }: Account) => ({ username, password })

const JWT = /eyJhbGciOiJIUzI1NiIs[\w-]+\.[\w-]+\.[\w-]+/

/** As written in the document, byte for byte, but for the token, which no two sign-ins share. */
function expectAsWritten(id: string, answer: Answer, example: unknown): void {
  const text = answer.text.replace(JWT, 'eyJhbGciOiJIUzI1NiIs...')
  expect([id, answer.status, text]).toEqual([id, 200, JSON.stringify(example)])
}

describe('every example request is answered as its example says', () => {
  const alone = useServer({ dev: true, env: unthrottled })

  test('the story', async () => {
    let token: string | undefined
    for (const id of story) {
      const it = operation(id)
      const example = it.responses[200]?.content['application/json']?.example
      const bodies = Object.entries(it.requestBody?.content ?? { none: { example: undefined } })
      for (const [type, { example: body }] of bodies) {
        const given = type.includes('form') ? { form: body as Record<string, string> } : { json: body }
        const answer = await send(alone, lineOf(it), { token: it.isPublic ? undefined : token, ...given })
        expectAsWritten(id, answer, example)
        if (id === 'sessionsLogin') token = textOf(answer, 'access_token')
      }
    }
  })

  const set = useServer()
  test('the first administrator', async () => {
    const it = operation('setupCreateFirstAdministrator')
    const { example: body } = it.requestBody?.content['application/json'] ?? {}
    const json = { ...(body as object), setup_token: await setupToken(set) }
    const answer = await send(set, lineOf(it), { json })
    expectAsWritten(it.operationId, answer, it.responses[200]?.content['application/json']?.example)
  })

  test('the way back, by what is mailed and by what two administrators hand over', async () => {
    const asked: [string, (user: Account) => Promise<string>][] = [
      ['wayBackBegin', (user) => beginToken(server, user)],
      ['wayBackFreezeByMail', (user) => freezeToken(server, user)],
      ['wayBackComplete', (user) => completeToken(server, admin, user.id)],
    ]
    for (const [id, tokenOf] of asked) {
      const it = operation(id)
      const user = await join(server)
      const { current_password: _, ...example } = (it.requestBody?.content['application/json']?.example ??
        {}) as Record<string, unknown>
      const answer = await send(server, lineOf(it), { json: { ...example, token: await tokenOf(user) } })
      const media = it.responses[200]?.content['application/json']
      expect([id, answer.status, document.complaints(media?.schema ?? {}, answer.json)]).toEqual([
        id,
        200,
        [],
      ])
    }
    const start = operation('wayBackStart')
    const answer = await send(server, lineOf(start), { json: { email: admin.email } })
    const media = start.responses[202]?.content['application/json']
    expect([answer.status, answer.text]).toEqual([202, JSON.stringify(media?.example)])
  })

  test('a new password', async () => {
    const it = operation('recoveryResetPassword')
    const { example: body } = it.requestBody?.content['application/json'] ?? {}
    const token = await resetToken(server, admin, (await join(server)).id)
    const answer = await send(server, lineOf(it), { json: { ...(body as object), token } })
    expectAsWritten(it.operationId, answer, it.responses[200]?.content['application/json']?.example)
  })

  test('that it was somebody else', async () => {
    const it = operation('noticesNotMe')
    const user = await joinProved(server)
    await makeKey(server, user, 'self:read')
    const token = await mailedToken(server, user.email, 'notice')
    const answer = await send(server, lineOf(it), { json: { token } })
    expectAsWritten(it.operationId, answer, it.responses[200]?.content['application/json']?.example)
  })

  test.each([...ofTheMoment, ...ofTheCaller])('%s, but for what is of the moment', async (id) => {
    const user = await joinProved(server)
    const signedIn = await send(server, 'POST /auth/login', {
      json: { ...credentialsOf(user), refresh: true },
    })
    const it = operation(id)
    const sessions = await send(server, `GET /users/${user.id}/sessions`, { token: admin.token })
    const [session] = itemsOf(sessions)
    const [key] = itemsOf(await send(server, 'GET /keys', { token: admin.token }))
    const { id: key_id } = await makeKey(server, user, 'self:read')
    const target = id === 'apiKeysCreateFor' ? await makeServiceAccount(server, admin) : user.id
    const friend = await join(server)
    const contactOf = await contactToken(server, friend)
    if (/wayBack(?:Freeze|Cancel)/.test(id)) await approve(server, admin, user.id)
    if (id === 'wayBackRemoveContact')
      await send(server, 'POST /users/me/recovery/contacts/accept', {
        token: friend.token,
        json: { token: await contactToken(server, { token: textOf(signedIn, 'access_token') }) },
      })
    const { id: mail_id } = await mailTo(server, user.email, 'notice')
    const { id: invitation_id } = await inviteByLink(server, admin)
    const { slug } = newProvider()
    await send(server, 'POST /providers', { token: admin.token, json: { ...newProvider(), slug } })
    const linked = id === 'providersUnlink' ? await withIdentity(server, admin) : undefined
    const ofSessions = {
      ...{ session_id: session?.id, key_id, kid: key?.kid },
      ...{ contact_id: friend.id, mail_id, invitation_id, slug },
      identity_id: linked?.identityId,
    }
    const wrong = await login(server, user.username, 'not this one')
    const { reference } = fieldsOf(wrong)
    const given = { reference, id: target, identifier: user.username, ...ofSessions }
    const own = linked?.token ?? textOf(signedIn, 'access_token')
    const token = ofTheCaller.includes(id) ? own : admin.token
    const definition = operation('rolesDefine').requestBody?.content['application/json']?.example as object
    const bodies: Record<string, unknown> = {
      rolesDefine: definition,
      authzCheck: { permission: 'users:delete', target_id: admin.id },
      invitationsCreate: { email: person().email },
      apiKeysCreate: { name: 'Report', scopes: ['self:read'] },
      apiKeysCreateFor: { name: 'Report', scopes: ['self:read'] },
      oauthIntrospect: { token: textOf(signedIn, 'access_token') },
      serviceAccountsCreate: { username: person().username, full_name: 'A Program' },
      sessionsRefresh: { refresh_token: fieldsOf(signedIn).refresh_token },
      wayBackAcceptContact: { token: contactOf },
      sessionsChangePassword: { current_password: user.password, new_password: 'violet tramway canyon' },
    }
    const json = bodies[id] ?? it.requestBody?.content['application/json']?.example
    const answer = await send(server, lineOf(it, given), { token, json })
    const media = it.responses[200]?.content['application/json']
    expect([id, answer.status, document.complaints(media?.schema ?? {}, answer.json)]).toEqual([id, 200, []])
    expect(Object.keys(fieldsOf(answer))).toEqual(Object.keys(media?.example as object))
  })

  test.each(ofFactors)('%s, for whoever has the factor', async (id) => {
    const it = operation(id)
    const route = `${it.method} ${it.path.replaceAll(/\{(\w+)\}/g, ':$1')}`
    const world = { admin, user: await join(server), service: 0 }
    const own = await factorRequests[route]?.(server)
    const isBodied = it.requestBody !== undefined
    const { line, token, json } = isBodied
      ? await goodRequest(server, world, route)
      : { line: own?.line ?? route.replace(':id', String(world.user.id)), token: own?.token, json: undefined }
    const ask = { token: it.isPublic ? undefined : (token ?? admin.token), json }
    const answer = await send(server, line, ask)
    const status = 202 in it.responses ? 202 : 200
    const media = it.responses[status]?.content['application/json']
    expect([id, answer.status, document.complaints(media?.schema ?? {}, answer.json)]).toEqual([
      id,
      status,
      [],
    ])
    expect(Object.keys(fieldsOf(answer))).toEqual(
      expect.arrayContaining(Object.keys(media?.example as object)),
    )
  })

  describe('what ended, for other programs', () => {
    const signing = useServer({ dev: true, env: { ...unthrottled, LATCHKEY_TOKEN_ALGORITHM: 'EdDSA' } })
    let token = ''
    beforeAll(async () => {
      token = (await join(signing)).token
    })
    const JWS = /eyJ[\w-]+\.[\w-]+\.[\w-]+/

    test('revocationsSnapshot', async () => {
      const it = operation('revocationsSnapshot')
      const answer = await send(signing, lineOf(it), { token })
      const example = it.responses[200]?.content['application/json']?.example
      expect([answer.status, answer.text.replace(JWS, 'eyJhbGciOiJFZERTQSIs...')]).toEqual([
        200,
        JSON.stringify(example),
      ])
    })

    test('revocationsStream, its first event', async () => {
      const it = operation('revocationsStream')
      const response = await fetch(signing.url + lineOf(it).replace('GET ', ''), {
        headers: { authorization: `Bearer ${token}` },
      })
      const reader = response.body?.getReader()
      const { value } = (await reader?.read()) ?? {}
      await reader?.cancel()
      const example = it.responses[200]?.content['text/event-stream']?.example
      expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      expect(new TextDecoder().decode(value).replace(JWS, 'eyJhbGciOiJFZERTQSIs...')).toBe(String(example))
    })
  })

  const registering = useServer({ dev: true, env: registersPrivately })
  test('a registration whose answer tells nothing, and its confirmation', async () => {
    const [asked, confirmed] = [operation('usersRegister'), operation('registrationsConfirm')]
    const { example: who } = asked.requestBody?.content['application/json'] ?? {}
    const { email, password } = who as { email: string; password: string }
    const answer = await send(registering, lineOf(asked), { json: who })
    const { example } = asked.responses[202]?.content['application/json'] ?? {}
    expect([answer.status, answer.text]).toEqual([202, JSON.stringify(example)])
    const json = { token: await tokenMailed(registering, email, 'register_link'), password }
    const made = await send(registering, lineOf(confirmed), { json })
    const { example: account } = confirmed.responses[200]?.content['application/json'] ?? {}
    expect([made.status, made.text]).toEqual([200, JSON.stringify(account)])
  })

  test('and no operation is left out', () => {
    const byToken = [
      'setupCreateFirstAdministrator',
      'recoveryResetPassword',
      'registrationsConfirm',
      'wayBackStart',
      'wayBackBegin',
      'wayBackFreezeByMail',
      'wayBackComplete',
      // A contact counts after a week: see features/way-back.
      'wayBackVouch',
      'noticesNotMe',
      'revocationsSnapshot',
      'revocationsStream',
    ]
    const told = [...story, ...ofTheMoment, ...ofTheCaller, ...ofFactors, ...byToken, ...operatorsOnly]
    expect(document.operations.map(({ operationId }) => operationId).sort()).toEqual(told.sort())
  })
})

test('is public, is not wrapped, may be kept and asked about', async () => {
  const first = await send(server, 'GET /openapi.json', {
    token: 'x',
    accept: 'application/json; profile="envelope"',
  })
  expect([first.status, fieldsOf(first).openapi]).toEqual([200, '3.1.0'])
  expect(first.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(first.headers.get('cache-control')).toBe('no-cache')
  const etag = first.headers.get('etag') ?? ''
  const again = await send(server, 'GET /openapi.json', { headers: { 'if-none-match': `"x", W/${etag}` } })
  expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
})
