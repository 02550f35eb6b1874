// @table: what is particular about each provider. What is not here is as OpenID Connect Core 1.0 has it.
import type { ProviderKind } from '@latchkey/contract'

export type Claims = Readonly<Record<string, unknown>>

/** What an API without ID tokens says of whoever signed in. */
export interface Profile {
  readonly subject: string
  readonly claims: Claims
}

type GetJson = (url: string) => Promise<unknown>

export interface Anew {
  readonly parameters: Readonly<Record<string, string>>
  /**
   * Whether the ID token says when that was (`auth_time`): it has to, or it is looked at where it does. Undefined where nothing that
   * is asked for moves it.
   */
  readonly toldWhen?: 'always' | 'sometimes'
}

/** OpenID Connect Core 1.0 section 3.1.2.1: asked for by `max_age`, `auth_time` is in the ID token. */
const asOpenId: Anew = { parameters: { prompt: 'login', max_age: '0' }, toldWhen: 'always' }

export interface Kind {
  readonly name: string
  /** Undefined: whoever adds the provider says it. */
  readonly issuer?: string
  /** Whether another issuer of the same kind may be named: a tenant, or an own installation. */
  readonly hasIssuers?: boolean
  readonly scopes: string
  /** For which domains it is believed unless somebody says otherwise; '*': for all. */
  readonly emailDomains: readonly string[]
  /** Whether the provider says that the address was proved, and is its owner's now. Nothing but `true` does (C080). */
  isEmailProved(claims: Claims): boolean
  /** The answer comes as a form that the provider's page posts. */
  readonly postsForm?: true
  readonly parameters?: Readonly<Record<string, string>>
  /** What makes somebody who is signed in there show once more who they are, as far as the provider knows how. */
  readonly anew?: Anew
  /** For OAuth 2.0 without ID tokens: where to go, and who it is. */
  readonly oauth?: {
    readonly authorizationEndpoint: string
    readonly tokenEndpoint: string
    profile(get: GetJson): Promise<Profile>
  }
}

const saysVerified = ({ email_verified }: Claims): boolean => email_verified === true

/** Google's own word on it: authoritative for gmail.com and for the domains of Workspace, which `hd` names. */
const isOfGoogle = (claims: Claims): boolean =>
  saysVerified(claims) &&
  typeof claims['email'] === 'string' &&
  (claims['email'].toLowerCase().endsWith('@gmail.com') || typeof claims['hd'] === 'string')

export const kinds: Readonly<Record<ProviderKind, Kind>> = {
  google: {
    name: 'Google',
    issuer: 'https://accounts.google.com',
    scopes: 'openid email profile',
    emailDomains: ['*'],
    isEmailProved: isOfGoogle,
    parameters: { prompt: 'select_account' },
  },
  microsoft: {
    name: 'Microsoft',
    issuer: 'https://login.microsoftonline.com/common/v2.0',
    hasIssuers: true,
    scopes: 'openid email profile',
    emailDomains: ['*'],
    // Anybody's tenant writes any address into `email` ("nOAuth"): only the claim that its domain was proved counts.
    isEmailProved: ({ xms_edov }) => xms_edov === true,
    parameters: { prompt: 'select_account' },
    // When is a claim that whoever runs the tenant may add.
    anew: { parameters: { prompt: 'login' }, toldWhen: 'sometimes' },
  },
  apple: {
    name: 'Apple',
    issuer: 'https://appleid.apple.com',
    scopes: 'openid email name',
    emailDomains: ['*'],
    isEmailProved: saysVerified,
    postsForm: true,
    // Apple refuses scopes without it.
    parameters: { response_mode: 'form_post' },
  },
  github: {
    name: 'GitHub',
    issuer: 'https://github.com/login/oauth',
    scopes: 'read:user user:email',
    emailDomains: ['*'],
    isEmailProved: saysVerified,
    // It asks nobody for a password again: somebody has to choose the account, and no more.
    anew: { parameters: { prompt: 'select_account' } },
    oauth: {
      authorizationEndpoint: 'https://github.com/login/oauth/authorize',
      tokenEndpoint: 'https://github.com/login/oauth/access_token',
      async profile(get) {
        const user = fieldsOf(await get('https://api.github.com/user'))
        const listed = await get('https://api.github.com/user/emails')
        const emails = (Array.isArray(listed) ? listed : []).map(fieldsOf)
        // The address on the profile is for show; those of the list are the account's.
        const primary = emails.find((one) => one['primary'] === true)
        return {
          // A login can be given up and taken by somebody else; the number stays.
          subject: numberOf(user['id']),
          claims: {
            email: primary?.['email'],
            email_verified: primary?.['verified'],
            name: user['name'],
            preferred_username: user['login'],
          },
        }
      },
    },
  },
  gitlab: {
    name: 'GitLab',
    issuer: 'https://gitlab.com',
    hasIssuers: true,
    scopes: 'openid email profile',
    emailDomains: ['*'],
    isEmailProved: saysVerified,
    anew: asOpenId,
  },
  discord: {
    name: 'Discord',
    issuer: 'https://discord.com',
    scopes: 'identify email',
    emailDomains: ['*'],
    isEmailProved: saysVerified,
    // As at GitHub: somebody has to agree.
    anew: { parameters: { prompt: 'consent' } },
    oauth: {
      authorizationEndpoint: 'https://discord.com/oauth2/authorize',
      tokenEndpoint: 'https://discord.com/api/oauth2/token',
      async profile(get) {
        const user = fieldsOf(await get('https://discord.com/api/users/@me'))
        return {
          subject: textOf(user['id']),
          claims: {
            email: user['email'],
            email_verified: user['verified'],
            name: user['global_name'],
            preferred_username: user['username'],
          },
        }
      },
    },
  },
  oidc: {
    name: 'Single sign-on',
    hasIssuers: true,
    scopes: 'openid email profile',
    emailDomains: ['*'],
    isEmailProved: saysVerified,
    anew: asOpenId,
  },
}

const fieldsOf = (value: unknown): Claims =>
  typeof value === 'object' && value !== null ? (value as Claims) : {}

function numberOf(value: unknown): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Error('the account has no number')
  return String(value)
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new Error('the account has no id')
  return value
}
