import { notClosed, staff, type TicketCommandRule } from '../command-rule.ts'
import { anyLabel, type Check, type CommandShapes, isLabel, need } from '../decide/property-checks.ts'
import type { AttributeValue } from '../ticket.ts'

/** Put labels on a ticket, beside those it has. */
export interface Tag {
  /** Discriminant. */
  readonly type: 'tag'
  /** Which, 1 to 100. */
  readonly tags: readonly string[]
}

/** Take labels off a ticket. */
export interface Untag {
  /** Discriminant. */
  readonly type: 'untag'
  /** Which, 1 to 100. */
  readonly tags: readonly string[]
}

/** Set one of the desk's own fields. */
export interface SetField {
  /** Discriminant. */
  readonly type: 'set-field'
  /** Its name. */
  readonly field: string
  /** Its value; null clears it. */
  readonly value: AttributeValue
  /** Whether the value is personal, and so kept apart as content: `value` then says only that there is one (`true`) or none (null). False where absent. */
  readonly personal?: boolean
}

/** Commands that change one label or field and leave the others: two people who sort a ticket at once do not undo each other. */
export type LabelCommand = Tag | Untag | SetField

/** Every command that changes one label or field. */
export const labelCommandTypes = ['tag', 'untag', 'set-field'] as const satisfies readonly LabelCommand['type'][]

/** Who may give them and where they apply. */
export const labelCommandRules: Readonly<Record<LabelCommand['type'], TicketCommandRule>> = {
  tag: { actors: staff, from: notClosed, to: null },
  untag: { actors: staff, from: notClosed, to: null },
  'set-field': { actors: staff, from: notClosed, to: null },
}

const isSomeTags: Check = (value) => Array.isArray(value) && value.length >= 1 && value.length <= 100 && value.every(isLabel)
const tags = need('tags', isSomeTags, `1 to 100, each of ${anyLabel}`)
const anything: Check = () => true

/** Their properties; the field of `set-field` is checked like those of `classify`. */
export const labelCommandShapes: CommandShapes<LabelCommand['type']> = {
  tag: [tags],
  untag: [tags],
  'set-field': [
    need('field', (value) => typeof value === 'string', 'the name of a field'),
    need('value', anything, 'a value'),
    { name: 'personal', check: (value) => typeof value === 'boolean', expected: 'true or false', optional: true },
  ],
}
