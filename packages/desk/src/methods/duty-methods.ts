import type { InvalidInput } from '@caseload/core'
import type { Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { Scope } from '../scope.ts'
import { type AttentionMethods, attentionMethods } from './attention-methods.ts'
import { type HandOverMethods, handOverMethods } from './hand-over-methods.ts'
import { type PromiseMethods, promiseMethods } from './promise-methods.ts'
import { type SolutionMethods, solutionMethods } from './solution-methods.ts'
import { type WorkMethods, workMethods } from './work-methods.ts'

/** What the desk owes and does about a ticket between its opening and its end. */
export interface DutyMethods extends WorkMethods, PromiseMethods, HandOverMethods, SolutionMethods, AttentionMethods {}

/** Every method of {@link DutyMethods}, bound to an actor. */
export function dutyMethods(engine: Engine, scope: Result<Scope, InvalidInput>): DutyMethods {
  return {
    ...workMethods(engine, scope),
    ...promiseMethods(engine, scope),
    ...handOverMethods(engine, scope),
    ...solutionMethods(engine, scope),
    ...attentionMethods(engine, scope),
  }
}
