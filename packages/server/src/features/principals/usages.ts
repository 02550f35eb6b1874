import type { UserId } from '#kernel/ids'
import { newUsage, type Usage } from '#kernel/usage'

/**
 * How much each user asked lately, one object for all of a user's sessions and keys: it outlives what memory forgets of a
 * user with each change, so that nobody is counted anew by changing something. Beyond `capacity` all begin anew.
 */
export function usages(capacity: number) {
  const byUser = new Map<UserId, Usage>()
  return (userId: UserId): Usage => {
    const known = byUser.get(userId)
    if (known) return known
    if (byUser.size >= capacity) byUser.clear()
    const usage = newUsage()
    byUser.set(userId, usage)
    return usage
  }
}
