// Whose examples are held against the server, and how each is asked.
import { contract } from '@latchkey/contract'

/** The examples are one story: each is the answer to its request after the ones before it. */
export const story = [
  'healthCheck',
  'healthLive',
  'healthReady',
  'usersRegister',
  'sessionsLogin',
  'usersMe',
  'usersList',
  'usersGet',
  'usersCreate',
  'usersDisable',
  'usersEnable',
  'rolesAssign',
  'usersDelete',
  'usersUpdate',
]

/** The same, asked by whoever it is about. */
export const ofTheCaller = [
  'sessionsList',
  'apiKeysList',
  'apiKeysCreate',
  'apiKeysRevoke',
  'noticesList',
  'usersAddress',
  'preferencesGet',
  'preferencesSet',
  'auditActivity',
  'supportIssueCode',
  'yourDataExport',
  'wayBackOwn',
  'wayBackFreeze',
  'wayBackCancel',
  'wayBackOfferContact',
  'wayBackAcceptContact',
  'wayBackRemoveContact',
  'yourDataDeletion',
  'sessionsRefresh',
  'sessionsEnd',
  'sessionsEndOthers',
  'sessionsLogout',
  'sessionsLogoutAll',
  'sessionsChangePassword',
  'rolesPermissions',
  'providersIdentities',
  'providersUnlink',
  'rolesOwn',
  'authzCheck',
]

/** Their answers have instants in them, or what only one server has: held against their schemas. */
export const ofTheMoment = [
  'usersDetails',
  'usersLookup',
  'sessionsListOf',
  'sessionsEndOf',
  'sessionsEndAllOf',
  'apiKeysListOf',
  'apiKeysCreateFor',
  'serviceAccountsCreate',
  'apiKeysRevokeOf',
  'recoveryIssueLink',
  'rolesDefine',
  'rolesList',
  'rolesGet',
  'rolesDelete',
  'invitationsCreate',
  'invitationsList',
  'invitationsResend',
  'invitationsRevoke',
  'providersCreate',
  'providersList',
  'providersChange',
  'providersCheck',
  'providersRemove',
  'guardExplain',
  'guardAttempts',
  'supportCheck',
  'yourDataDeletionOf',
  'wayBackOf',
  'wayBackApprove',
  'wayBackCancelOf',
  'mailList',
  'mailShow',
  'mailRetry',
  'serverSettings',
  'serverStatus',
  'oauthIntrospect',
  'oauthRevoke',
  'auditList',
  'auditExport',
  'auditAccess',
  'auditVerify',
  'auditCheckpointKey',
  'keysPublished',
  'keysRotate',
  'keysList',
  // Of the key that is to follow, so that nobody's token is of it.
  'keysRetire',
]

const groups = {
  secondSteps: contract.secondSteps,
  returns: contract.returns,
  factors: contract.factors,
  passkeys: contract.passkeys,
  mailboxes: contract.mailboxes,
}

/** Each by somebody who has what it is about: a factor, or a mail. */
export const ofFactors = Object.entries(groups).flatMap(([group, endpoints]) =>
  Object.keys(endpoints).map((name) => `${group}${name.charAt(0).toUpperCase()}${name.slice(1)}`),
)

/** Answered to nobody's token: what lies behind the permission is met through the control socket. */
export const operatorsOnly = ['setupIssueLink']

/** What is refused before anybody's permission is asked for, and its refusal. */
export const beforePermission = [
  'invalid_request',
  'unauthenticated',
  'invalid_token',
  'forbidden',
  'misdirected_request',
]

/** What cannot be brought about from outside. */
export const notFromOutside = [
  'internal',
  'overloaded',
  'storage_unavailable',
  // Of what a mail server took: see test/scenarios/mail.test.ts.
  'mail_not_retryable',
  // Asked for in test/scenarios/throttling.test.ts and limits.test.ts, by as many as it takes.
  'too_many_attempts',
  'too_many_requests',
  // Shown where somebody has signed in elsewhere: test/scenarios/providers-linking.test.ts.
  'last_way_in',
]
