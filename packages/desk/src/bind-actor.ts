import type { InvalidInput } from '@caseload/core'
import { readDocument } from '@caseload/planner'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { ActingDesk } from './acting-desk.ts'
import type { Engine } from './engine/engine.ts'
import { eraseCustomer } from './erasure/erase-customer.ts'
import { recordHistory } from './history/record-history.ts'
import { importTickets } from './import/import-tickets.ts'
import {
  assignSchema,
  cancelSchema,
  changeStatusSchema,
  classifySchema,
  escalateSchema,
  holdSchema,
  moveSchema,
  noteSchema,
  nothingSchema,
  prioritiseSchema,
  receiveReplySchema,
  replySchema,
  requestInformationSchema,
  resolveSchema,
  transferSchema,
} from './inputs/ticket-input-schemas.ts'
import { checklistMethods } from './methods/checklist-methods.ts'
import { openTicket, registerCustomer } from './open-ticket.ts'
import { countBacklog, countWorkload } from './queries/backlog.ts'
import { readConversation } from './queries/conversation.ts'
import { allowedNow, oneTicket, ticketByNumber, ticketSubject } from './queries/one-ticket.ts'
import { listTickets } from './queries/ticket-query.ts'
import { readTimeline } from './queries/timeline.ts'
import { readId, type Scope, staffScope } from './scope.ts'
import { slaMethods } from './sla/sla-methods.ts'
import { ticketMethod } from './ticket-commands.ts'

/** One method per command and question, for one tenant and actor. */
export function bindActor(engine: Engine, scope: Result<Scope, InvalidInput>): ActingDesk {
  const { store } = engine
  const staff = staffScope(scope)

  /** Answers for any actor, or only for staff; a scope that is none is the answer itself. */
  const asked = <Value, ScopeProblem, Failure>(
    who: Result<Scope, ScopeProblem>,
    answer: (scope: Scope) => Promise<Result<Value, Failure>>,
  ): ResultAsync<Value, ScopeProblem | Failure> =>
    new ResultAsync<Value, ScopeProblem | Failure>(who.isErr() ? Promise.resolve(err(who.error)) : answer(who.value))

  return {
    ...slaMethods(engine, (answer) => asked(staff, answer)),
    openTicket: (input, options = {}) => new ResultAsync(openTicket(engine, scope, input, options)),
    classify: ticketMethod(engine, scope, classifySchema, (input) => ({
      command: { type: 'classify', ...input },
      attributes: input.attributes,
    })),
    prioritise: ticketMethod(engine, scope, prioritiseSchema, (input) => ({ command: { type: 'prioritise', ...input } })),
    assign: ticketMethod(engine, scope, assignSchema, (input) => ({ command: { type: 'assign', ...input } })),
    unassign: ticketMethod(engine, scope, nothingSchema, () => ({ command: { type: 'unassign' } })),
    transfer: ticketMethod(engine, scope, transferSchema, (input) => ({ command: { type: 'transfer', ...input } })),
    escalate: ticketMethod(engine, scope, escalateSchema, (input) => ({ command: { type: 'escalate', ...input } })),
    reply: ticketMethod(engine, scope, replySchema, ({ body, ...input }, messageId) => ({
      command: { type: 'reply', messageId, ...input },
      body,
    })),
    note: ticketMethod(engine, scope, noteSchema, ({ body }, messageId) => ({ command: { type: 'note', messageId }, body })),
    receiveReply: ticketMethod(engine, scope, receiveReplySchema, ({ body, ...input }, messageId) => ({
      command: { type: 'receive-reply', messageId, ...input },
      body,
    })),
    requestInformation: ticketMethod(engine, scope, requestInformationSchema, ({ body, ...input }, messageId) => ({
      command: { type: 'request-information', messageId: body === undefined ? null : messageId, ...input },
      body,
    })),
    hold: ticketMethod(engine, scope, holdSchema, ({ reason, ...input }) => ({
      command: { type: 'hold', ...input },
      remark: reason === undefined ? null : { command: 'hold', text: reason },
    })),
    resume: ticketMethod(engine, scope, moveSchema, (input) => ({ command: { type: 'resume', ...input } })),
    resolve: ticketMethod(engine, scope, resolveSchema, ({ summary, ...input }) => ({
      command: { type: 'resolve', ...input },
      remark: summary === undefined ? null : { command: 'resolve', text: summary },
    })),
    reopen: ticketMethod(engine, scope, moveSchema, (input) => ({ command: { type: 'reopen', ...input } })),
    close: ticketMethod(engine, scope, moveSchema, (input) => ({ command: { type: 'close', ...input } })),
    cancel: ticketMethod(engine, scope, cancelSchema, ({ reason, ...input }) => ({
      command: { type: 'cancel', ...input },
      remark: reason === undefined ? null : { command: 'cancel', text: reason },
    })),
    changeStatus: ticketMethod(engine, scope, changeStatusSchema, (input) => ({ command: { type: 'change-status', ...input } })),
    ...checklistMethods(engine, scope),

    ticket: (ticketId) => asked(scope, (by) => oneTicket(store, by, ticketId)),
    ticketByNumber: (number) => asked(scope, (by) => ticketByNumber(store, by, number)),
    subject: (ticketId) => asked(scope, (by) => ticketSubject(store, by, ticketId)),
    tickets: (query = {}) => asked(scope, (by) => listTickets(store, by, query)),
    conversation: (ticketId, read = {}) => asked(scope, (by) => readConversation(store, by, ticketId, read)),
    timeline: (ticketId, read = {}) => asked(staff, (by) => readTimeline(store, by, ticketId, read)),
    backlog: (query = {}) => asked(staff, (by) => countBacklog(store, by, query)),
    workload: () => asked(staff, (by) => countWorkload(store, by)),
    allowedCommands: (ticketId) => asked(scope, (by) => allowedNow(engine, by, ticketId)),

    registerCustomer: (from, options = {}) => asked(staff, (by) => registerCustomer(engine, by, from, options)),
    customer: (customerId) =>
      asked(staff, async ({ tenant }) => {
        const id = readId('cus', 'customerId', customerId)
        if (id.isErr()) return err(id.error)
        const loaded = await store.load(tenant, [{ kind: 'customer', id: id.value }])
        if (loaded.isErr()) return err(loaded.error)
        const doc = loaded.value[0] ?? null
        return doc === null ? ok(null) : readDocument('customer', doc)
      }),
    eraseCustomer: (customerId) => asked(staff, (by) => eraseCustomer(engine, by, customerId)),
    recordHistory: (ticketId, row) => asked(staff, (by) => recordHistory(engine, by, ticketId, row)),
    importTickets: (rows, options = {}) => asked(staff, (by) => importTickets(engine, by, rows, options)),
  }
}
