import {
  Alternative,
  type AlternativeAnswer,
  type Call,
  type EndpointDefinition,
  type Implemented,
  limitOf,
  type ObjectSchema,
} from '@latchkey/contract'
import { wrap } from './answer.ts'
import { mediaTypeOf, readText } from './body.ts'
import type { Caller } from './caller.ts'
import { bearerOrSecret, bearerToken, invalidToken } from './credential.ts'
import type { Edge } from './edge.ts'
import { toGrantProblem } from './errors.ts'
import { Exchange } from './exchange.ts'
import { parseForm } from './form.ts'
import { parseJson } from './json.ts'
import { clientOf, saysAddress } from './on-behalf.ts'
import { readParams, readQuery } from './parameters.ts'
import { refuseUnpermitted } from './permitted.ts'
import { serialiser } from './serialise.ts'
import type { Params, Route } from './transport.ts'
import { bodyValidator, type Validate } from './validate.ts'

type ErasedCall<C> = Call<EndpointDefinition, C>

/**
 * One function for an endpoint, made once at start. The order of refusals is the wire contract's: path and method
 * (the table), credential, path parameters, permission, query, media type, body. Nothing awaits that need not: a
 * read whose caller is in memory is answered in the same turn.
 */
export function endpointRoute<C extends Caller>(edge: Edge<C>, { endpoint, handle }: Implemented<C>): Route {
  const { input, status, sharedForSeconds } = endpoint
  const serialise = serialiser(endpoint.output)
  const readBody = input?.body && bodyReader(input.body, input.form)
  const isPublic = endpoint.access === 'public'
  const credentialIn = endpoint.basic ? bearerOrSecret : bearerToken
  // Whoever watches may add what it likes to a path that has no parameters of its own.
  const ignoresQuery = isPublic && endpoint.method === 'GET'

  const limit = limitOf(endpoint)
  const ofCaller = limit === 'read' || limit === 'write' ? limit : undefined
  /** Whoever stands behind a request on behalf is known once its body has come. */
  const isCountedLate = ({ headers }: Exchange<C>): boolean =>
    isPublic && endpoint.onBehalf === true && saysAddress(headers)
  const countSource = (exchange: Exchange<C>): void => {
    if (limit !== 'none') edge.limits.countSource(limit, exchange.sourceAddress(), exchange.startedAt)
  }

  const shared = sharedForSeconds && { 'Cache-Control': `public, max-age=${sharedForSeconds}` }

  const finishUsual = (exchange: Exchange<C>, value: unknown): Response => {
    if (endpoint.stream) return exchange.stream(value as ReadableStream<Uint8Array>)
    const body = serialise(value)
    if (shared) return exchange.answer(status, body, shared)
    return answerAs(exchange, status, body)
  }
  const finish = endpoint.alternative ? withAlternative(endpoint.alternative, finishUsual) : finishUsual

  const authenticate = (exchange: Exchange<C>): C | undefined | Promise<C | undefined> =>
    isPublic
      ? undefined
      : exchange.isOperator
        ? edge.operator
        : edge.authenticate(credentialIn(exchange.headers.get('authorization')))

  const admit = (exchange: Exchange<C>, caller: C, params: Record<string, unknown> | undefined) => {
    try {
      refuseUnpermitted(endpoint, caller, params)
    } catch (error) {
      edge.onUnpermitted({ endpoint, call: { caller, params, request: exchange }, error })
      throw error
    }
  }

  /** A body comes as slowly as its sender likes: whoever was ended or demoted meanwhile does nothing with it. */
  const admitAgain = async (exchange: Exchange<C>, params: Record<string, unknown> | undefined) => {
    const caller = await authenticate(exchange)
    if (!isPublic && !caller) throw invalidToken()
    if (caller) admit(exchange, caller, params)
    return caller
  }

  const proceed = (
    exchange: Exchange<C>,
    caller: C | undefined,
    given: Params,
  ): Response | Promise<Response> => {
    if (!isPublic && !caller) throw invalidToken()
    exchange.caller = caller
    const usage = caller?.usage
    if (usage !== undefined && ofCaller !== undefined)
      edge.limits.countCaller(ofCaller, usage, exchange.startedAt)
    if (isPublic && !exchange.isOperator && !isCountedLate(exchange)) countSource(exchange)
    const params = input?.params && readParams(input.params, given)
    if (caller) admit(exchange, caller, params)
    const query = ignoresQuery ? undefined : readQuery(input?.query, exchange.request.url)
    const call = { params, query, body: undefined, caller, request: exchange } as unknown as ErasedCall<C>
    if (readBody) {
      return readBody(exchange).then(async (body) => {
        const still = await admitAgain(exchange, params)
        if (endpoint.onBehalf) exchange.client = await clientOf(exchange.headers, edge.authenticate)
        if (!exchange.isOperator && isCountedLate(exchange)) countSource(exchange)
        return finish(exchange, await handle({ ...call, caller: still, body } as ErasedCall<C>))
      })
    }
    const value = handle(call)
    return value instanceof Promise
      ? value.then((settled) => finish(exchange, settled))
      : finish(exchange, value)
  }

  const failing = (exchange: Exchange<C>) => (error: unknown) =>
    exchange.fail(error, exchange.isForm ? toGrantProblem : undefined)

  return {
    method: endpoint.method,
    path: endpoint.path,
    respond(request, params, transport) {
      const exchange = new Exchange(edge, endpoint.path, request, transport)
      try {
        edge.guardHost(exchange.headers.get('host'))
        const caller = authenticate(exchange)
        const answer =
          caller instanceof Promise
            ? caller.then((found) => proceed(exchange, found, params))
            : proceed(exchange, caller, params)
        return answer instanceof Promise ? answer.catch(failing(exchange)) : answer
      } catch (error) {
        return failing(exchange)(error)
      }
    },
  }
}

function answerAs<C extends Caller>(exchange: Exchange<C>, status: number, body: string): Response {
  const isWrapped = !exchange.isForm && exchange.format.wrapped
  return exchange.answer(status, isWrapped ? wrap(body, status) : body)
}

type Finish<C extends Caller> = (exchange: Exchange<C>, value: unknown) => Response

/** For the few endpoints that have two answers; the others are not asked which one it is. */
function withAlternative<C extends Caller>(
  { status, output }: AlternativeAnswer,
  usual: Finish<C>,
): Finish<C> {
  const serialise = serialiser(output)
  return (exchange, value) =>
    value instanceof Alternative ? answerAs(exchange, status, serialise(value.value)) : usual(exchange, value)
}

/** Reads, parses and validates; schemas are compiled when the first body comes. */
function bodyReader(json: ObjectSchema, form: ObjectSchema | undefined) {
  let validateJson: Validate | undefined
  let validateForm: Validate | undefined
  const accepted = form
    ? (['application/json', 'application/x-www-form-urlencoded'] as const)
    : (['application/json'] as const)
  return async <C extends Caller>(exchange: Exchange<C>): Promise<unknown> => {
    exchange.isForm = mediaTypeOf(exchange.headers, accepted) !== 'application/json'
    const text = await readText(exchange.request)
    if (exchange.isForm && form) {
      validateForm ??= await bodyValidator(form)
      return validateForm(parseForm(text))
    }
    validateJson ??= await bodyValidator(json)
    return validateJson(parseJson(text))
  }
}
