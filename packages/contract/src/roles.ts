import { endpoint } from './endpoint.ts'
import { Roles } from './permissions.ts'
import { ById, Id } from './users.ts'

export const roles = {
  assign: endpoint({
    method: 'PUT',
    path: '/users/:id/roles',
    access: 'roles:assign',
    tag: 'roles',
    summary: 'Set the roles of a user',
    description:
      'Takes effect with the very next request of that user. The last administrator keeps the role.',
    input: {
      params: ById,
      body: {
        type: 'object',
        required: ['roles'],
        additionalProperties: false,
        properties: { roles: Roles },
      },
    },
    status: 200,
    output: { type: 'object', required: ['id', 'roles'], properties: { id: Id, roles: Roles } },
    errors: ['user_not_found', 'last_administrator'],
    example: { params: { id: 2 }, body: { roles: ['admin'] }, answer: { id: 2, roles: ['admin'] } },
  }),
}
