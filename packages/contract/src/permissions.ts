import Type, { type Static } from 'typebox'

/** What a caller may do to others. A role is a set of these; nothing but the roles feature knows which. */
export type Permission =
  | 'users.read'
  | 'users.create'
  | 'users.update'
  | 'users.delete'
  | 'users.disable'
  | 'roles.assign'

export const Role = Type.Union([Type.Literal('user'), Type.Literal('admin')], {
  description: '`user` is what everybody has; `admin` may do everything.',
})
export type Role = Static<typeof Role>

export const Roles = Type.Array(Role, { minItems: 1, maxItems: 8, uniqueItems: true })
