/** Whose look at whom leaves something, and what. */
export const lookRows: { route: string; action: string; line(id: number): string; hasSubject: boolean }[] = [
  { route: 'GET /users', action: 'people.listed', line: () => 'GET /users?limit=5', hasSubject: false },
  { route: 'GET /users/:id', action: 'people.read', line: (id) => `GET /users/${id}`, hasSubject: true },
  {
    route: 'GET /users/:id/details',
    action: 'people.read',
    line: (id) => `GET /users/${id}/details`,
    hasSubject: true,
  },
  {
    route: 'GET /users/:id/recovery',
    action: 'people.read',
    line: (id) => `GET /users/${id}/recovery`,
    hasSubject: true,
  },
  {
    route: 'GET /users/:id/deletion',
    action: 'people.read',
    line: (id) => `GET /users/${id}/deletion`,
    hasSubject: true,
  },
  {
    route: 'GET /users/:id/sessions',
    action: 'people.read',
    line: (id) => `GET /users/${id}/sessions`,
    hasSubject: true,
  },
  {
    route: 'GET /users/:id/api-keys',
    action: 'people.read',
    line: (id) => `GET /users/${id}/api-keys`,
    hasSubject: true,
  },
]
