import type { AccessDenied } from '@caseload/access'
import type { InvalidInput } from '@caseload/core'
import type { DeskAction } from '@caseload/planner'
import { err, type Result, ResultAsync } from 'neverthrow'
import { ofEvery, ofReadable } from './access/of-readable.ts'
import { permit } from './access/permit.ts'
import type { ActingDesk } from './acting-desk.ts'
import { acceptContact } from './contacts/accept-contact.ts'
import { receiveContact } from './contacts/receive-contact.ts'
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
} from './inputs/ticket-input-schemas.ts'
import { approvalMethods } from './methods/approval-methods.ts'
import { checklistMethods } from './methods/checklist-methods.ts'
import { dutyMethods } from './methods/duty-methods.ts'
import { linkMethods } from './methods/link-methods.ts'
import { migrateWorkflow } from './migration/migrate-workflow.ts'
import { openTicket, registerCustomer } from './open-ticket.ts'
import { migrateFields } from './own-fields/migrate-fields.ts'
import { readPersonalFields } from './own-fields/read-personal-fields.ts'
import { rebuildFieldIndex } from './own-fields/rebuild-field-index.ts'
import type { QueryProblem } from './problems.ts'
import { countBacklog, countWorkload } from './queries/backlog.ts'
import { readChecklists } from './queries/checklists.ts'
import { readConversation } from './queries/conversation.ts'
import { readGathered } from './queries/gathered.ts'
import { findNeglected } from './queries/neglected.ts'
import { oneCustomer } from './queries/one-customer.ts'
import { allowedNow, oneTicket, ticketByNumber, ticketSubject } from './queries/one-ticket.ts'
import { requestForm } from './queries/request-form.ts'
import { readRequesterView } from './queries/requester-view.ts'
import { listTickets } from './queries/ticket-query.ts'
import { readTimeline } from './queries/timeline.ts'
import { pinned } from './registry/pin.ts'
import { policyMethods } from './registry/policy-methods.ts'
import type { Scope } from './scope.ts'
import { slaMethods } from './sla/sla-methods.ts'
import { ticketMethod } from './ticket-commands.ts'
import { askRearm } from './timers/ask-rearm.ts'

/** One method per command and question, for one tenant and actor. */
export function bindActor(engine: Engine, scope: Result<Scope, InvalidInput>): ActingDesk {
  /** Answers by what is in force now. */
  const upToDate = async <Value, Failure>(
    { tenant }: Scope,
    answer: () => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, QueryProblem | Failure>> => {
    const refreshed = await engine.book.refresh(tenant)
    return refreshed.isErr() ? err(refreshed.error) : answer()
  }

  /** Answers an actor; a scope that is none is the answer itself. What they may read of one ticket or of a list is asked where it is read. */
  const asked = <Value, Failure>(
    answer: (scope: Scope) => Promise<Result<Value, Failure>>,
  ): ResultAsync<Value, QueryProblem | Failure> =>
    new ResultAsync<Value, QueryProblem | Failure>(
      scope.isErr() ? Promise.resolve(err(scope.error)) : upToDate(scope.value, () => answer(scope.value)),
    )

  /** Answers an actor who has the right to ask. */
  const permitted = <Value, Failure>(
    action: DeskAction,
    answer: (scope: Scope) => Promise<Result<Value, Failure>>,
  ): ResultAsync<Value, QueryProblem | Failure> =>
    asked<Value, AccessDenied | Failure>(async (by) => {
      const permission = permit(engine, by, action)
      return permission.isErr() ? err(permission.error) : answer(by)
    })

  return {
    ...slaMethods(engine, {
      ofTicket: (ticketId, answer) => asked((by) => ofReadable(engine, by, ticketId, answer)),
      ofAll: (answer) => permitted('report/deadlines', (by) => ofEvery(engine, by, answer)),
      rebuilding: (answer) => permitted('history/rebuild', answer),
    }),
    ...policyMethods(engine, permitted),
    migrateWorkflow: (input) => permitted('policy/migrate', (by) => migrateWorkflow(engine, by, input)),
    migrateFields: (input = {}) => permitted('policy/migrate', (by) => migrateFields(engine, by, input)),
    requestForm: (kind) => permitted('ticket/open', async (by) => requestForm(engine, by, kind)),
    openTicket: (input, options = {}) => new ResultAsync(openTicket(engine, scope, input, options)),
    receiveContact: (contact) => new ResultAsync(receiveContact(engine, scope, contact)),
    acceptContact: (contact) => new ResultAsync(acceptContact(engine, scope, contact)),
    classify: ticketMethod(engine, scope, classifySchema, (input) => ({
      command: { type: 'classify', ...input },
      attributes: input.attributes,
    })),
    prioritise: ticketMethod(engine, scope, prioritiseSchema, (input) => ({ command: { type: 'prioritise', ...input } })),
    assign: ticketMethod(engine, scope, assignSchema, (input) => ({ command: { type: 'assign', ...input } })),
    unassign: ticketMethod(engine, scope, nothingSchema, () => ({ command: { type: 'unassign' } })),
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
    ...approvalMethods(engine, scope),
    ...checklistMethods(engine, scope),
    ...linkMethods(engine, scope),
    ...dutyMethods(engine, scope),

    ticket: (ticketId, options = {}) => asked((by) => oneTicket(engine, by, ticketId, options)),
    ticketByNumber: (number, options = {}) => asked((by) => ticketByNumber(engine, by, number, options)),
    subject: (ticketId) => asked((by) => ticketSubject(engine, by, ticketId)),
    tickets: (query = {}) => asked((by) => listTickets(engine, by, query)),
    conversation: (ticketId, read = {}) => asked((by) => readConversation(engine, by, ticketId, read)),
    timeline: (ticketId, read = {}) => asked((by) => readTimeline(engine, by, ticketId, read)),
    gathered: (ticketId) => asked((by) => readGathered(engine, by, ticketId)),
    requesterView: (ticketId) => asked((by) => readRequesterView(engine, by, ticketId)),
    checklists: (ticketId) => asked((by) => readChecklists(engine, by, ticketId)),
    personalFields: (ticketId, options = {}) => asked((by) => readPersonalFields(engine, by, ticketId, options)),
    rebuildFieldIndex: () =>
      permitted('history/rebuild', (by) =>
        pinned(engine, by.tenant).then((pin) => (pin.isErr() ? err(pin.error) : rebuildFieldIndex(pin.value, by))),
      ),
    rearmTimers: () => permitted('history/rebuild', (by) => askRearm(engine, by)),
    backlog: (query = {}) => permitted('report/backlog', (by) => countBacklog(engine, by, query)),
    workload: () => permitted('report/workload', (by) => countWorkload(engine, by)),
    findNeglected: (roster, query = {}) =>
      permitted('report/deadlines', (by) => ofEvery(engine, by, () => findNeglected(engine, by, roster, query))),
    allowedCommands: (ticketId) => asked((by) => allowedNow(engine, by, ticketId)),

    registerCustomer: (from, options = {}) => asked((by) => registerCustomer(engine, by, from, options)),
    customer: (customerId, options = {}) => permitted('customer/read', (by) => oneCustomer(engine, by, customerId, options)),
    eraseCustomer: (customerId) => asked((by) => eraseCustomer(engine, by, customerId)),
    recordHistory: (ticketId, row) => permitted('history/record', (by) => recordHistory(engine, by, ticketId, row)),
    importTickets: (rows, options = {}) =>
      permitted('history/import', (by) =>
        pinned(engine, by.tenant).then((pin) => (pin.isErr() ? err(pin.error) : importTickets(pin.value, by, rows, options))),
      ),
  }
}
