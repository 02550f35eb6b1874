import { problem } from '@latchkey/contract'

/** One text for every token that does nothing, whatever the reason. */
export const wrongToken = (reference?: string) =>
  problem('invalid_recovery_token', {
    detail: 'The recovery token is wrong, used or too old. Ask for a new link.',
    reference,
  })

export const noRecovery = () =>
  problem('recovery_not_found', { detail: 'No recovery of this account is under way.' })

export const frozenBefore = () =>
  problem('recovery_frozen', {
    detail: 'This recovery was frozen before, and is frozen once only. To cancel it, prove who you are.',
  })

export const notReady = (detail: string, reference?: string) =>
  problem('recovery_not_ready', { detail, reference })
