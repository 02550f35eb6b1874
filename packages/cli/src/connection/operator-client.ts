import type { Client } from '@latchkey/client'
import type { SettingInForce } from '@latchkey/server'

type Role = 'user' | 'admin'
interface ById {
  readonly params: { readonly id: number }
}
interface Link {
  url: string
  expires_at: string
}

/** What an operator asks besides, wherever the contract does not say it better. */
interface Operator {
  readonly users: {
    lookup(input: { query: { identifier: string } }): Promise<{ id: number }>
    details(input: ById): Promise<{
      id: number
      username: string
      email: string
      full_name: string
      roles: Role[]
      disabled_at: string | null
      created_at: string
      updated_at: string
    }>
  }
  readonly sessions: {
    listOf(input: ById): Promise<{
      items: {
        id: string
        created_at: string
        expires_at: string
        source_address: string | null
        user_agent: string | null
      }[]
    }>
    endOf(input: { params: { id: number; session_id: string } }): Promise<object>
    endAllOf(input: ById): Promise<object>
  }
  readonly recovery: { issueResetLink(input: ById): Promise<Link> }
  readonly setup: { issueLink(): Promise<Link> }
  readonly server: {
    settings(): Promise<{ items: SettingInForce[] }>
    status(): Promise<{
      version: string
      runtime: string
      database: unknown
      started_at: string
      pid: number
      url: string
      users: number
      is_ready: boolean
      time: string
    }>
  }
}

type Group<T, K> = K extends keyof T ? T[K] : unknown

/** The client, whose own methods come first. */
export type OperatorClient = {
  readonly [K in keyof Client | keyof Operator]: Group<Client, K> &
    Omit<Group<Operator, K>, keyof Group<Client, K>>
}
