import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { decideClassify } from '../decide/particulars.ts'
import type { Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { LabelCommand } from './label-commands.ts'

/** Most labels of a ticket. */
const most = 100

/** What changing one label or field leads to: the same event as classifying anew, over what the ticket has now. */
export function decideLabel(situation: Situation, command: LabelCommand): Result<readonly TicketEvent[], Denial> {
  const { tags } = situation.ticket
  switch (command.type) {
    case 'tag': {
      const all = [...new Set([...tags, ...command.tags])]
      if (all.length > most)
        return err({ kind: 'ticket/invalid-command', path: 'tags', expected: `at most ${most} labels on a ticket` })
      return decideClassify(situation, { type: 'classify', tags: all })
    }
    case 'untag':
      return decideClassify(situation, { type: 'classify', tags: tags.filter((tag) => !command.tags.includes(tag)) })
    case 'set-field':
      return ok(command).andThen(({ field, value }) =>
        decideClassify(situation, { type: 'classify', attributes: { [field]: value } }),
      )
  }
}
