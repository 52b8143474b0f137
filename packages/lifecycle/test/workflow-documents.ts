import fc from 'fast-check'
import {
  type ReactionDocument,
  type ReactionsDocument,
  type StatusCategory,
  type StatusDocument,
  statusCategories,
  type TransitionDocument,
  type WorkflowDocument,
} from '../src/index.ts'

const category = fc.constantFrom(...statusCategories)
const someActors = fc.uniqueArray(fc.constantFrom('requester', 'agent', 'bot', 'system'), { minLength: 1, maxLength: 4 })
const guards = fc.record(
  {
    by: someActors,
    roles: fc.constant(['lead']),
    requires: fc.uniqueArray(fc.constantFrom('resolutionCode', 'assigneeId', 'topic', 'tags'), { minLength: 1, maxLength: 2 }),
    when: fc.constantFrom(
      { field: 'priority', atLeast: 'high' },
      { field: 'outcome', equals: 'cancelled' },
      { not: { field: 'assigneeId', missing: true } },
    ),
  },
  { requiredKeys: [] },
)
const duration = fc.constantFrom(null, 'PT0S', 'PT2H', 'PT48H')

/**
 * Workflows that compile: any statuses, a way through all of them that ends in a closed one, and any other ways beside it. Guards stand anywhere.
 */
export const workflowDocuments: fc.Arbitrary<WorkflowDocument> = fc
  .record({
    categories: fc.array(category, { minLength: 1, maxLength: 7 }),
    edges: fc.array(fc.record({ from: fc.nat(7), to: fc.nat(7), guards }), { maxLength: 14 }),
    backbone: fc.array(guards, { minLength: 8, maxLength: 8 }),
    initial: fc.nat(7),
    reopenWindow: duration,
    autoCloseAfter: duration,
    reactions: fc.array(fc.record({ category, to: fc.nat(7), do: fc.constantFrom('move', 'refuse', 'keep') }), { maxLength: 9 }),
    resumes: fc.boolean(),
    duty: fc.record(
      {
        remindBefore: duration,
        pendingExpiresAfter: duration,
        handOver: fc.record({
          requires: fc.uniqueArray(fc.constantFrom('done' as const, 'wanted' as const, 'told' as const, 'answerBy' as const)),
          acceptWithin: duration,
          escalateAfterReturns: fc.integer({ min: 1, max: 3 }),
          escalateTo: fc.constantFrom(null, 'team_leads'),
        }),
        resolution: fc.record({
          told: fc.constantFrom('recorded' as const, 'required' as const),
          confirmation: fc.constantFrom(null, { silence: 'accepted', remindAfter: 'PT2H', onConfirmed: 'close' } as const),
        }),
      },
      { requiredKeys: [] },
    ),
  })
  .map((drawn) => {
    const categories: readonly StatusCategory[] = [...drawn.categories, 'closed']
    const id = (index: number) => `s${index % categories.length}`
    const statuses: readonly StatusDocument[] = categories.map((each, index) => ({
      id: id(index),
      category: each,
      title: `Status ${index}`,
    }))
    const ways = new Map<string, TransitionDocument>()
    for (const { from, to, guards: extra } of drawn.edges)
      ways.set(`${id(from)} ${id(to)}`, { from: id(from), to: id(to), ...extra })
    for (const index of drawn.categories.keys()) {
      ways.set(`${id(index)} ${id(index + 1)}`, { from: id(index), to: id(index + 1), ...drawn.backbone[index] })
    }
    const defaults = Object.fromEntries(categories.map((each, index) => [each, id(index)]))
    const reactions = (offset: number): ReactionsDocument => {
      const own = drawn.reactions.filter((_, index) => index % 3 === offset)
      return Object.fromEntries(
        own.map((each): [StatusCategory, ReactionDocument] => [
          each.category,
          each.do === 'move' ? { do: 'move', to: id(each.to) } : { do: each.do },
        ]),
      )
    }
    const first = categories.findIndex((each) => each === 'new' || each === 'open')
    return {
      schema: 1,
      id: 'drawn',
      version: 1,
      title: 'Drawn',
      statuses,
      defaults,
      initial: [id(0), id(drawn.initial)],
      transitions: [...ways.values()],
      resumesTo: drawn.resumes && first !== -1 ? { status: id(first) } : 'previous',
      reopenWindow: drawn.reopenWindow,
      autoCloseAfter: drawn.autoCloseAfter,
      pendingReminderAfter: 'PT24H',
      onRequesterReply: reactions(0),
      onAgentReply: reactions(1),
      onAssign: reactions(2),
      ...drawn.duty,
    } as const
  })
