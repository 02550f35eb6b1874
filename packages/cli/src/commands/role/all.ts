import type { Client } from '@latchkey/client'

type Role = Awaited<ReturnType<Client['roles']['get']>>

/** As many as one answer holds. */
const LARGEST_PAGE = 100

/** Every role there is. */
export async function allRoles(client: Client): Promise<Role[]> {
  const found: Role[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Client['roles']['list']>> = await client.roles.list({
      query: { limit: LARGEST_PAGE, ...(cursor === null ? {} : { cursor }) },
    })
    found.push(...page.items)
    cursor = page.next_cursor
  } while (cursor !== null)
  return found
}
