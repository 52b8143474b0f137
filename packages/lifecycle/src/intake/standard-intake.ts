import type { IntakeDocument } from './intake-document.ts'

/**
 * How contacts are taken in where nobody says otherwise: spam is no request; nor is what a machine sent that belongs to no ticket. An out-of-office notice in the thread of a ticket is kept there. Two messages of one
 * person are two matters unless they say that they belong together.
 *
 * @example
 * ```ts
 * import { compileIntake, standardIntake } from '@caseload/lifecycle'
 *
 * compileIntake(standardIntake).isOk() // => true
 * ```
 */
export const standardIntake: IntakeDocument = {
  schema: 1,
  id: 'standard',
  version: 1,
  numbersFrom: 'requester',
  sameRequester: [],
  notARequest: [
    { id: 'spam', when: { field: 'codes', anyOf: ['spam'] }, reason: 'spam' },
    {
      id: 'bounce',
      when: {
        all: [
          { field: 'codes', anyOf: ['bounce'] },
          { field: 'matched', equals: 'none' },
        ],
      },
      reason: 'bounce',
    },
    {
      id: 'automatic',
      when: {
        all: [
          { field: 'automatic', equals: true },
          { field: 'matched', equals: 'none' },
        ],
      },
      reason: 'automatic',
    },
  ],
  answeredAtOnce: [],
}
