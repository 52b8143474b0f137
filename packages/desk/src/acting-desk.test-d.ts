import type { AllowedCommand } from '@caseload/lifecycle'
import { describe, expectTypeOf, it } from 'vitest'
import type { ActingDesk } from './acting-desk.ts'
import type { TicketAnswer } from './answers.ts'
import type { CommandProblem } from './problems.ts'

declare const ada: ActingDesk

describe('ActingDesk', () => {
  it('answers every command with the ticket or a problem that can be asked what is allowed', async () => {
    const early = await ada.close('tkt_1')
    if (early.isErr()) {
      expectTypeOf(early.error.allowedNow).toEqualTypeOf<readonly AllowedCommand[] | undefined>()
      if (early.error.kind === 'ticket/guard-failed')
        expectTypeOf(early.error.allowedNow).toEqualTypeOf<readonly AllowedCommand[]>()
    } else expectTypeOf(early.value).toEqualTypeOf<TicketAnswer>()
  })

  it('tells problems apart by kind', () => {
    expectTypeOf<Extract<CommandProblem, { kind: 'ticket/changed-since' }>['actual']>().toEqualTypeOf<number>()
    expectTypeOf<CommandProblem['message']>().toEqualTypeOf<string>()
  })

  it('needs a body where there is nothing without one', () => {
    expectTypeOf(ada.reply)
      .parameter(1)
      .toEqualTypeOf<{ readonly body: string; readonly channel?: string; readonly automatic?: boolean }>()
    // @ts-expect-error a reply says something
    ada.reply('tkt_1')
  })
})
