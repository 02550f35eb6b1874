/** What one caller asks for: for each class, the instant at which its limit would be whole again. */
export interface Usage {
  read: number
  write: number
}

export const newUsage = (): Usage => ({ read: 0, write: 0 })
