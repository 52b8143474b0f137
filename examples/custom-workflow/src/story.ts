import { orThrow } from '@caseload/core'
import type { ActingDesk, TicketAnswer } from '@caseload/desk'
import type { ResultAsync } from 'neverthrow'
import type { Shop } from './shop.ts'

/** One line of the story: who did what, and what it led to. */
export interface Line {
  /** When, as ISO text. */
  readonly at: string
  /** What was tried, in words. */
  readonly what: string
  /** Types of the events it led to, or the kind of the refusal. */
  readonly came: readonly string[]
  /** Status afterwards. */
  readonly status: string
}

/** What the shop came to know. */
export interface Story {
  /** Every line, in order. */
  readonly lines: readonly Line[]
  /** The ticket's identity. */
  readonly ticketId: string
}

/** One laptop: taken in, diagnosed, quoted, approved, repaired with a part on order, picked up, and back under warranty. */
export async function tellStory({ desk, clock }: Shop): Promise<Story> {
  const shop = desk.tenant('shop')
  const ada = shop.as({ kind: 'agent', id: 'agt_ada' })
  const lines: Line[] = []
  const opened = orThrow(
    await ada.openTicket({
      from: { phone: '+358401234567', name: 'Eve' },
      channel: 'counter',
      kind: 'repair',
      subject: 'Laptop does not charge',
      attributes: { device: 'laptop' },
      teamId: 'team_bench',
    }),
  )
  const { id } = opened.ticket
  const eve = shop.as({ kind: 'requester', id: String(opened.ticket.requesterId) })
  let seen = 0
  /** What was recorded since the last line, as the shop's own journal has it. */
  const recorded = async (): Promise<readonly string[]> => {
    const { events } = orThrow(await shop.events({ limit: 500 }))
    const fresh = events.slice(seen).map(({ type }) => type)
    seen = events.length
    return fresh
  }
  const line = async (what: string, refused: string | null): Promise<void> => {
    const ticket = orThrow(await ada.ticket(id))
    const came = [...(await recorded()), ...(refused === null ? [] : [refused])]
    lines.push({ at: new Date(clock.now()).toISOString(), what, came, status: String(ticket?.status) })
  }
  const step = async (what: string, doing: ResultAsync<TicketAnswer, { readonly kind: string }>): Promise<void> => {
    const answer = await doing
    await line(what, answer.isOk() ? null : answer.error.kind)
  }
  const timers = async (what: string): Promise<void> => {
    orThrow(await desk.runDueTimers())
    await line(what, null)
  }
  await line('the laptop is taken in at the counter', null)
  await untilApproval(ada, id, step)
  clock.pass(72)
  await timers('three days later the customer is reminded of the quote')
  await step('the bench cannot approve its own quote', ada.approve(id, { approvalId: 'quote' }))
  await step('the customer approves', eve.approve(id, { approvalId: 'quote' }))
  await step('the repair begins', ada.changeStatus(id, { toStatus: 'repair' }))
  await repairing(ada, id, step, clock)
  await step('the phone rings: "it is done, come and fetch it"', ada.resolve(id, { code: 'replaced-part', told: { by: 'call' } }))
  await step('the customer says that it works, and takes it home', eve.confirmResolution(id))
  clock.pass(24 * 40)
  await step('forty days later it is back, under warranty', ada.reopen(id, { toStatus: 'warranty-check' }))
  await step('the check is logged', ada.logWork(id, { time: { minutes: 20 }, code: 'warranty-check' }))
  await step('and solved, but nobody told the customer', ada.resolve(id, { code: 'loose-cable' }))
  await step('so it cannot be closed', ada.close(id))
  await step('a message tells them', ada.reply(id, { body: 'A loose cable; no charge. It waits for you.' }))
  clock.pass(24 * 14)
  await timers('two weeks pass without a word, and the ticket closes by itself')
  return { lines, ticketId: id }
}

type Step = (what: string, doing: ResultAsync<TicketAnswer, { readonly kind: string }>) => Promise<void>

async function untilApproval(ada: ActingDesk, id: string, step: Step): Promise<void> {
  await step('the bench takes it', ada.assign(id, { assigneeId: 'agt_ada' }))
  await step('a quote is refused while nobody knows what is wrong', ada.requestInformation(id, { body: 'It would cost …' }))
  await step('shop and customer agree what is wrong', ada.confirmProblem(id, { statement: 'The charging port is worn out.' }))
  await step('the quote is worked out', ada.setField(id, { field: 'quote', value: 120 }))
  await step('and sent', ada.requestInformation(id, { body: 'A new charging port: 120 euros. Shall we?' }))
  const approval = { approvalId: 'quote', about: 'quote', approver: { kind: 'requester' } } as const
  await step('the customer is asked to approve it', ada.requestApproval(id, approval))
  await step('no repair before the customer approves', ada.changeStatus(id, { toStatus: 'repair' }))
}

async function repairing(ada: ActingDesk, id: string, step: Step, clock: Shop['clock']): Promise<void> {
  await step('the part is on order', ada.hold(id, { reason: 'charging port, two days' }))
  await step(
    'and the customer is told when',
    ada.promiseUpdate(id, { dueAt: clock.now() + 3 * 86_400_000, about: 'ready' }, { commandId: 'cmd_promise' }),
  )
  clock.pass(48)
  await step('the part arrives', ada.resume(id))
  await step(
    'it is soldering work: the board bench is asked',
    ada.transfer(id, { teamId: 'team_boards', done: 'Opened, part here.', wanted: 'Solder the port.' }),
  )
  await step('the board bench takes it', ada.acceptHandOver(id, { assigneeId: 'agt_bob' }))
  await step('the port is replaced', ada.recordAction(id, { code: 'replace-port', outcome: 'helped', time: { minutes: 45 } }))
  await step('in time', ada.keepPromise(id, { promiseId: 'prm_promise' }))
}
