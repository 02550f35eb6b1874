import type { Call } from '../../call.ts'
import { secretOrAsk } from '../../terminal/ask.ts'

/** Of the options, those that both `add` and `change` take and that were given. */
export const sharedOptions = (call: Call) => {
  const [name, scopes] = [call.text('name'), call.text('scopes')]
  const [teamId, keyId] = [call.text('teamId'), call.text('keyId')]
  const domains = call.text('emailDomains')
  return {
    ...(name === undefined ? {} : { name }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(domains === undefined ? {} : { email_domains: domains.split(/[\s,]+/).filter((one) => one !== '') }),
    ...(teamId === undefined ? {} : { team_id: teamId }),
    ...(keyId === undefined ? {} : { key_id: keyId }),
  }
}

export const clientSecret = (call: Call): Promise<string> =>
  secretOrAsk(call.flag('clientSecretStdin'), { label: 'Client secret', flag: '--client-secret-stdin' })
