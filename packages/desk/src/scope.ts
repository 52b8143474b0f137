import {
  type Actor,
  actorKinds,
  type CommandId,
  type Id,
  type Instant,
  type InvalidInput,
  inputIssue,
  invalidInput,
  isId,
  isTenantId,
  newId,
  parseInput,
  type TenantId,
} from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Engine } from './engine/engine.ts'
import { notAfter } from './inputs/fields.ts'
import { commandOptionsSchema } from './inputs/ticket-input-schemas.ts'
import type { CommandOptions } from './inputs/ticket-inputs.ts'

/** A tenant and an actor, checked. */
export interface Scope {
  /** For which tenant. */
  readonly tenant: TenantId
  /** Who acts. */
  readonly actor: Actor
}

/** What the options of a command come to. */
export interface ReadOptions {
  /** Identity of the command. */
  readonly commandId: CommandId
  /** Whether the caller named it. */
  readonly mayBeRepeated: boolean
  /** The only version it may be done to; null for any. */
  readonly ifVersion: number | null
  /** When it happened; null for now. */
  readonly at: Instant | null
}

const actorSchema: z.ZodType<Actor> = z.strictObject({
  kind: z.enum(actorKinds),
  id: z.string().regex(/^[A-Za-z0-9._:~-]{1,100}$/, { error: 'an identity of 1 to 100 letters, digits or . _ : ~ -' }),
  roles: z.exactOptional(z.array(z.string().min(1).max(64)).max(50)),
  teams: z.exactOptional(z.array(z.string().min(1).max(128)).max(200)),
})

/** Checks the name of a tenant. */
export function readTenant(tenant: unknown): Result<TenantId, InvalidInput> {
  if (typeof tenant === 'string' && isTenantId(tenant)) return ok(tenant)
  return err(invalidInput([inputIssue(['tenant'], '1 to 64 letters, digits or . _ : ~ -')]))
}

/** Checks a tenant and an actor together; each method of a bound desk answers with what is wrong with them. */
export function readScope(tenant: Result<TenantId, InvalidInput>, actor: unknown): Result<Scope, InvalidInput> {
  if (tenant.isErr()) return err(tenant.error)
  return parseInput(z.strictObject({ actor: actorSchema }), { actor }).map((parsed) => ({
    tenant: tenant.value,
    actor: parsed.actor,
  }))
}

/** Checks the options of a command, and names it where the caller did not. */
export function readOptions(engine: Engine, options: CommandOptions): Result<ReadOptions, InvalidInput> {
  const parsed = parseInput(z.strictObject({ options: commandOptionsSchema }), { options })
  if (parsed.isErr()) return err(parsed.error)
  const { commandId, ifVersion, at } = parsed.value.options
  const now = engine.clock.now()
  if (at !== undefined && at > now) return err(invalidInput([inputIssue(['options', 'at'], notAfter(now))]))
  return ok({
    commandId: commandId ?? newId('cmd', engine.ids),
    mayBeRepeated: commandId !== undefined,
    ifVersion: ifVersion ?? null,
    at: at ?? null,
  })
}

/** Checks an identity that stands as an argument of its own. */
export function readId<Prefix extends string>(prefix: Prefix, name: string, value: unknown): Result<Id<Prefix>, InvalidInput> {
  if (typeof value === 'string' && isId(prefix, value)) return ok(value)
  return err(invalidInput([inputIssue([name], `an id such as ${prefix}_1`)]))
}
