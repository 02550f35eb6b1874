import { UsageError } from '../../failure.ts'

const ROLES = ['user', 'admin'] as const
export type RoleName = (typeof ROLES)[number]

export function readRole(shown: string, text: string): RoleName {
  const role = ROLES.find((one) => one === text)
  if (role === undefined) {
    throw new UsageError(`${shown} takes ${ROLES.join(' and ')}, not ${JSON.stringify(text)}.`)
  }
  return role
}

/** `admin,user` */
export function readRoles(shown: string, list: string): RoleName[] {
  return [...new Set(list.split(',').map((text) => readRole(shown, text.trim())))]
}
