import type { CatalogueDocument, NeededDataDocument } from './catalogue-document.ts'

const topic: NeededDataDocument = { field: 'topic', question: 'What is it about?', neededBy: 'resolving' }
const solution: NeededDataDocument = { field: 'resolutionCode', question: 'How was it solved?', neededBy: 'resolving' }
const impact: NeededDataDocument = {
  field: 'impact',
  question: 'Who is affected: one person, a team, or everybody?',
  neededBy: 'opening',
}
const urgency: NeededDataDocument = {
  field: 'urgency',
  question: 'By when do you need it, and what happens if it is later?',
  neededBy: 'opening',
}
const requester: NeededDataDocument = {
  field: 'requesterId',
  question: 'Who are you, and how can we reach you?',
  neededBy: 'opening',
}

/**
 * Ten kinds of request to begin with, with what is asked of each. It has no areas of service, since it knows no teams: take it and add yours.
 *
 * @example
 * ```ts
 * import { standardCatalogue } from '@caseload/lifecycle'
 *
 * standardCatalogue.kinds.map(({ id }) => id)
 * // => [
 * //   'question', 'incident', 'problem', 'task', 'complaint', 'refund', 'product-information', 'order', 'billing', 'feedback',
 * // ]
 * ```
 */
export const standardCatalogue: CatalogueDocument = {
  schema: 1,
  id: 'standard',
  version: 1,
  title: 'Standard requests',
  kinds: [
    {
      id: 'question',
      title: 'Question',
      definition: 'Somebody wants to know how something is done; nothing is broken and nothing is to be changed.',
      examples: ['How do I change my password?', 'Where do I find my invoices?'],
      counterExample: { text: 'I changed my password and now I cannot log in.', insteadOf: 'incident' },
      needs: [requester, topic],
    },
    {
      id: 'incident',
      title: 'Incident',
      definition: 'Something that worked before does not work, or not as well as promised.',
      examples: ['The printer is on fire.', 'I cannot log in since this morning.'],
      counterExample: { text: 'Log-ins fail every Monday and nobody knows why.', insteadOf: 'problem' },
      needs: [impact, topic, solution],
    },
    {
      id: 'problem',
      title: 'Problem',
      definition: 'The unknown cause behind incidents; it is solved when the cause is removed, not when one incident is over.',
      examples: ['Log-ins fail every Monday and nobody knows why.'],
      counterExample: { text: 'I cannot log in.', insteadOf: 'incident' },
      needs: [impact, topic, solution],
    },
    {
      id: 'task',
      title: 'Task',
      definition: 'Something agreed is to be done at a time; nothing is broken.',
      examples: ['Set up a laptop for Monday.', 'Move the phone to room 12.'],
      counterExample: { text: 'We would like to buy ten laptops.', insteadOf: 'order' },
      needs: [requester, urgency, solution],
    },
    {
      id: 'complaint',
      title: 'Complaint',
      definition: 'Somebody is dissatisfied and expects an answer to that, whatever else is to be done.',
      examples: ['Nobody called me back, although it was promised twice.'],
      counterExample: { text: 'It would be nice if the page were blue.', insteadOf: 'feedback' },
      needs: [requester, topic, solution],
    },
    {
      id: 'refund',
      title: 'Refund',
      definition: 'Somebody wants money back that they have paid.',
      examples: ['The shoes do not fit, please send my money back.'],
      counterExample: { text: 'The invoice shows the wrong address.', insteadOf: 'billing' },
      needs: [requester, topic, solution],
    },
    {
      id: 'product-information',
      title: 'Product information',
      definition: 'Somebody who has not bought yet wants to know what a product is or can do.',
      examples: ['Does the router work with fibre?'],
      counterExample: { text: 'How do I connect my router to fibre?', insteadOf: 'question' },
      needs: [topic],
    },
    {
      id: 'order',
      title: 'Order',
      definition: 'Somebody wants to buy, change or cancel something they buy.',
      examples: ['We would like to buy ten laptops.', 'Please cancel my order of yesterday.'],
      counterExample: { text: 'I want my money back for the laptop.', insteadOf: 'refund' },
      needs: [requester, topic, solution],
    },
    {
      id: 'billing',
      title: 'Billing',
      definition: 'Something about an invoice or a payment is to be explained or put right; no money goes back.',
      examples: ['The invoice shows the wrong address.', 'What is this position on my invoice?'],
      counterExample: { text: 'You charged me twice, send one payment back.', insteadOf: 'refund' },
      needs: [requester, topic, solution],
    },
    {
      id: 'feedback',
      title: 'Feedback',
      definition: 'Somebody tells what they think and expects nothing to be done for them.',
      examples: ['It would be nice if the page were blue.', 'Thank you, that was quick.'],
      counterExample: { text: 'I am not satisfied with your answer.', insteadOf: 'complaint' },
      needs: [topic],
    },
  ],
  areas: [],
}
