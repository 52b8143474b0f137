import type { Actor, InvalidInput, TenantId } from '@caseload/core'
import { err, type Result, ResultAsync } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'
import { type PolicyMethods, policyMethods } from './policy-methods.ts'

const owner: Actor = { kind: 'system', id: 'owner' }

/** The registry of policies for whoever opened the desk: without asking for a right, and also where what is in force cannot be used. */
export function ownersPolicies(engine: Engine, tenant: Result<TenantId, InvalidInput>): PolicyMethods {
  const answering = async <Value, Failure>(
    answer: (scope: Scope) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, QueryProblem | Failure>> => {
    if (tenant.isErr()) return err(tenant.error)
    const refreshed = await engine.book.refresh(tenant.value)
    if (refreshed.isErr() && refreshed.error.kind !== 'desk/invalid-policies') return err(refreshed.error)
    return answer({ tenant: tenant.value, actor: owner })
  }
  return policyMethods(engine, (_, answer) => new ResultAsync(answering(answer)))
}
