import * as access from '@caseload/access'
import * as customers from '@caseload/customers'
import * as lifecycle from '@caseload/lifecycle'
import * as planner from '@caseload/planner'
import * as sla from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { hostileValues, wrongWith } from './hostile.ts'

const packages = { access, customers, lifecycle, planner, sla }

/**
 * Functions that work on what the package itself made ready or decided (a ticket, a workflow, policies, an event, an explanation): to hand them anything else is a mistake in a program, which may throw. All others, among them all that
 * compile a document or plan a request, answer anything with a value or with an error of a stated kind; whoever exports another function says here which it is.
 */
const taken: { readonly [Name in keyof typeof packages]: readonly string[] } = {
  access: ['actionsOf', 'couldAnybody', 'isHidden'],
  // They work on customers as they are stored, and on contact points from `contactPoints`, which takes what comes from outside.
  customers: ['addContactPoints', 'createCustomer', 'eraseCustomerProfile', 'identify'],
  lifecycle: [
    'absorbTicket',
    'afterWaiting',
    'afterwards',
    'allowedCommands',
    'autoCloseAt',
    'carriedCommand',
    'carriedUnder',
    'checkBackAnswered',
    'checkBackScheduled',
    'conditionFacts',
    'continuingFollowUp',
    'decideContact',
    'decideFieldsMigration',
    'decideMigration',
    'decideMoment',
    'decideObserved',
    'decideTicket',
    'defineTicketFields',
    'diffToMermaid',
    'diffWorkflows',
    'evolveTicket',
    'explainDecision',
    'explainMigration',
    'explainRefusal',
    'explainWorkflowDiff',
    'handleTime',
    'isPassedOn',
    'linkedBy',
    'messageRedirected',
    'migrateTicketFields',
    'migrationOf',
    'mirrorOf',
    'momentAt',
    'obligationsReturned',
    'openObligations',
    'pendingReminderAt',
    'recordActivity',
    'refuse',
    'relativeMoved',
    'releaseTicket',
    'replyReach',
    'resolutionDropped',
    'resolutionHeldUp',
    'resolutionOfMerged',
    'resolutionRejected',
    'takeOver',
    'toMarkdownTable',
    'toMermaid',
    'unfitValues',
  ],
  planner: [
    'allowedTo',
    'answeredTicket',
    'carriedUntil',
    'carrierOf',
    'clockReads',
    'clockTimerReads',
    'customerSeenBy',
    'decideActivation',
    'decideRollBack',
    'decideWithdrawal',
    'diffDocuments',
    'eventSeenBy',
    'explainEvent',
    'explanationSeenBy',
    'fieldKey',
    'fieldLayout',
    'fieldPlace',
    'fieldsMigrationReads',
    'fieldsSeen',
    'furtherLookups',
    'furtherReads',
    'incidentReads',
    'isHiddenField',
    'layoutServes',
    'lockedOut',
    'looksAfter',
    'madeWith',
    'migrationBetween',
    'missingSeenBy',
    'neglectOf',
    'notErased',
    'particularsOf',
    'policyVersionAt',
    'policyVersionRef',
    'problemOf',
    'publishedAs',
    'readDocument',
    'reads',
    'rearmWork',
    'recordedEvents',
    'refusalFor',
    'relativesOf',
    'removals',
    'standsUnder',
    'ticketResource',
    'ticketSeenBy',
    'ticketSignals',
    'ticketTies',
    'timeAlike',
    'timerDueAt',
    'timerReads',
    'timerWalk',
    'versionTaken',
    'workflowIndex',
    'workflowOf',
    'writePolicyNote',
    'writePublished',
    'writeRegistry',
    'writeTicketNumberCounter',
    'writeTimersWalked',
  ],
  // They work on compiled policies, on signals from `readSlaSignals`, and on states and timers that come of these.
  sla: [
    'attainment',
    'attainmentFacts',
    'businessTime',
    'clockHistory',
    'correctBreaches',
    'dueExplanation',
    'explainDue',
    'fireSlaTimers',
    'newClockResults',
    'nextBreach',
    'nextChange',
    'oldestDeadline',
    'promiseReport',
    'promisesOf',
    'slaAdvance',
    'slaFold',
    'slaProgress',
    'slaState',
    'slaTimers',
    'solutionEffectiveness',
    'timelineSvg',
    'timelineText',
  ],
}

function functionsOf(exported: object): readonly (readonly [string, (...given: readonly unknown[]) => unknown])[] {
  return Object.entries(exported).flatMap(([name, value]: readonly [string, unknown]) =>
    typeof value === 'function'
      ? [[name, (...given: readonly unknown[]): unknown => Reflect.apply(value, null, given)] as const]
      : [],
  )
}

/** What is against the rules where every argument is the same hostile value, and where only the first is. */
function wrongIn(name: string, call: (...given: readonly unknown[]) => unknown): readonly string[] {
  return Object.entries(hostileValues).flatMap(([value, hostile]) =>
    [[hostile], Array(6).fill(hostile)].flatMap((given) => {
      try {
        const found = wrongWith(call(...given))
        return found === null ? [] : [`${name}, ${given.length} times ${value}: ${found}`]
      } catch (cause) {
        return [`${name}, ${given.length} times ${value}: throws ${String(cause)}`]
      }
    }),
  )
}

describe.each(['access', 'customers', 'lifecycle', 'planner', 'sla'] as const)(
  'given arguments that no caller with types could give, in %s',
  (name) => {
    const [exported, trusting] = [packages[name], taken[name]]

    it('answers with a value or an error of a stated kind, and throws nothing', () => {
      const asked = functionsOf(exported).filter(([each]) => !trusting.includes(each))
      expect(asked.length).toBeGreaterThan(0)
      expect(asked.flatMap(([each, call]) => wrongIn(each, call))).toEqual([])
    })

    it('leaves to a mistake in a program only what is named here', () => {
      const throwing = functionsOf(exported).flatMap(([each, call]) => (wrongIn(each, call).length > 0 ? [each] : []))
      expect(throwing.sort()).toEqual([...trusting].sort())
    })
  },
)
