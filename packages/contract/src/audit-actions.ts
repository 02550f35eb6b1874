/**
 * @table Everything that the book of record knows to tell. What an endpoint leaves in it stands at the endpoint (`audit`); a name is
 * never given another meaning.
 */
export const actions = {
  'session.begun': 'Somebody signed in.',
  'session.refused': 'A sign-in was refused.',
  'session.refreshed':
    'A refresh token was refused. That one was taken is no entry: it changes nothing, and comes every half hour.',
  'session.reused': 'A spent refresh token was used again, and its session was ended.',
  'session.ended': 'One or all sessions of somebody were ended.',
  'password.changed': 'A password was changed by its owner.',
  'password.reset': 'A password was chosen by a reset link.',
  'user.created': 'An account was made.',
  'user.changed': 'An account was changed.',
  'user.deleted': 'An account was deleted.',
  'user.disabled': 'An account was disabled.',
  'user.enabled': 'An account was enabled again.',
  'account.disowned':
    'Somebody said of a notice that it was not them: every session was ended, and a reset link was mailed.',
  'preferences.changed': 'Somebody chose the language of mail.',
  'mail.read': 'Mails to others were looked at.',
  'mail.retried': 'A mail was sent once more.',
  'reset_link.issued': 'A link by which somebody chooses a new password was made.',
  'setup_link.issued': 'A link by which the first administrator is made was made.',
  'role.assigned': 'The roles of somebody were set.',
  'role.defined': 'A role was made or changed.',
  'role.deleted': 'A role was deleted.',
  'api_key.created': 'An API key was made.',
  'api_key.revoked': 'An API key was revoked.',
  'token.revoked': 'A token was shown to be revoked.',
  'key.rotated': 'A new signing key was made.',
  'key.retired': 'A signing key was retired.',
  'setting.changed': 'A start found another value of a setting than the start before.',
  'people.listed': 'Accounts of others were listed.',
  'people.read': 'The account of somebody else was read.',
  'people.searched': 'Somebody was looked for by name or address.',
  'audit.read': 'Entries of this book were read.',
  'audit.exported': 'Entries of this book were exported.',
  'audit.reviewed': 'It was asked who had which role on a day.',
  'audit.verified': 'This book was verified.',
  'audit.trimmed': 'The oldest entries were removed, for their time was over.',
  'audit.forged': 'An entry was found that no server of this database wrote as it stands.',
  'audit.dropped': 'More looks and refusals came than could be written down.',
} as const
export type AuditAction = keyof typeof actions

export const auditActions = Object.keys(actions) as AuditAction[]
