import type { Rule, RuleName } from '@latchkey/contract'
import { type Actor, OPERATOR, type UserId } from '#kernel/ids'
import type { Reader } from '#storage'
import type { Act } from './acts.ts'
import { covers, within } from './permissions.ts'

/** Somebody, as the database has them at this moment. */
export interface Rights {
  readonly isActive: boolean
  /** The names of the roles, and which permissions each gives. */
  readonly roles: readonly string[]
  readonly permissions: ReadonlySet<string>
  /** The roles that give this permission. */
  giving(permission: string): readonly string[]
}

export interface Witness {
  /** Undefined where there is no such account. */
  findRights(reader: Reader, actor: Actor): Promise<Rights | undefined>
  isLastAdministrator(reader: Reader, userId: UserId): Promise<boolean>
}

export interface Question {
  readonly actor: Actor
  readonly permission: string
  readonly act: Act
  readonly targetId?: UserId | undefined
  /** Of the API key that asks for its owner. */
  readonly scopes?: ReadonlySet<string> | undefined
}

const named = (actor: Actor) => (actor === OPERATOR ? 'the operator' : `account ${actor}`)
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Whether something may be done: the rules in their order, up to the first that does not hold. */
export async function judge(witness: Witness, reader: Reader, question: Question): Promise<Rule[]> {
  const verdicts: Rule[] = []
  for await (const [rule, holds, because] of rulesOf(witness, reader, question)) {
    verdicts.push({ rule, holds, because: `${capital(because)}.` })
    if (!holds) break
  }
  return verdicts
}

type Verdict = readonly [RuleName, boolean, string]

/** Each rule is asked for only when all before it hold. */
async function* rulesOf(
  witness: Witness,
  reader: Reader,
  { actor, permission, act, targetId, scopes }: Question,
): AsyncGenerator<Verdict> {
  const who = named(actor)
  const held = await witness.findRights(reader, actor)
  if (!held?.isActive) return yield ['account_active', false, `${who} is ${held ? 'disabled' : 'not there'}`]
  yield ['account_active', true, `${who} is active`]

  const isOwn = targetId === actor && act.ownScope !== undefined
  const scope = isOwn ? act.ownScope : permission
  if (scopes && scope) {
    const isInScope = scopes.has(scope)
    yield [
      'api_key_scope',
      isInScope,
      `the API key was made with${isInScope ? '' : 'out'} the scope ${scope}`,
    ]
  }
  if (isOwn) yield ['own_account', true, `it is the own account of ${who}, which needs no permission`]
  else yield permissionHeld(who, held, permission)

  if (targetId === undefined) return
  const target = targetId === actor ? held : await witness.findRights(reader, targetId)
  const whom = named(targetId)
  if (!target) return yield ['target_exists', false, `there is no ${whom}`]
  yield ['target_exists', true, `there is ${whom === who ? 'such an account' : whom}`]

  if (act.isAbove && !isOwn) {
    const by = scopes ? 'the API key' : who
    yield covers(scopes ? within(held.permissions, scopes) : held.permissions, target.permissions)
      ? ['covers_target', true, `${by} has every right that ${whom} has`]
      : ['covers_target', false, `${whom} has rights that ${by} has not`]
  }
  if (act.endsAdministrator)
    yield administratorRemains(whom, await witness.isLastAdministrator(reader, targetId))
}

function permissionHeld(who: string, held: Rights, permission: string): Verdict {
  const isHeld = held.permissions.has(permission)
  const giving = held.giving(permission).join(', ')
  if (who === 'the operator')
    return ['permission_held', isHeld, 'the operator of the server may do everything']
  return isHeld
    ? ['permission_held', true, `${who} has ${permission} by its role ${giving}`]
    : ['permission_held', false, `none of the roles of ${who} gives ${permission}: ${held.roles.join(', ')}`]
}

const administratorRemains = (whom: string, isLast: boolean): Verdict =>
  isLast
    ? ['administrator_remains', false, `${whom} is the last administrator, who has to stay`]
    : ['administrator_remains', true, `without ${whom} there is an administrator still`]
