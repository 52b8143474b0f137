import type { Attributes } from './ticket.ts'
import type { TicketCommand } from './ticket-commands.ts'

/** A property outside its documented range. */
export interface CommandFault {
  /** Which property. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
}

/** Finds the first property of a command outside its documented range; null where all are well. Cheap: it runs on every decision. */
export function checkCommand(command: TicketCommand): CommandFault | null {
  switch (command.type) {
    case 'open':
      return (
        code('kind', command.kind) ??
        code('channel', command.channel) ??
        codes(command) ??
        level(command.level) ??
        labels(command.tags) ??
        checkAttributes(command.attributes) ??
        (command.number === null || (Number.isSafeInteger(command.number) && command.number > 0)
          ? null
          : { path: 'number', expected: 'a whole number from 1' })
      )
    case 'classify':
      return code('kind', command.kind) ?? codes(command) ?? labels(command.tags) ?? checkAttributes(command.attributes)
    case 'prioritise':
      return codes(command)
    case 'escalate':
      return level(command.level)
    case 'reply':
    case 'receive-reply':
      return code('channel', command.channel)
    case 'resolve':
    case 'change-status':
      return code('code', command.code)
    default:
      return null
  }
}

/**
 * Finds the first of a desk's own fields that is out of range: at most 100; names of 1 to 64 letters, digits, `_`, `.` or `-` that begin with a letter; texts of at most 200 characters without
 * control characters; finite numbers.
 */
export function checkAttributes(attributes: Attributes | undefined): CommandFault | null {
  if (attributes === undefined) return null
  const entries = Object.entries(attributes)
  if (entries.length > 100) return { path: 'attributes', expected: 'at most 100 fields' }
  for (const [name, value] of entries) {
    if (!/^[A-Za-z][\w.-]{0,63}$/.test(name)) {
      return { path: 'attributes', expected: 'names of 1 to 64 letters, digits, _, . or - that begin with a letter' }
    }
    if (typeof value === 'string' && !isText(value, 200)) {
      return { path: `attributes.${name}`, expected: 'at most 200 characters, none of them control characters' }
    }
    if (typeof value === 'number' && !Number.isFinite(value)) return { path: `attributes.${name}`, expected: 'a finite number' }
  }
  return null
}

/** Whether a code of an imported log is one: 1 to 200 characters, none of them control characters. */
export function isCode(text: string, limit = 64): boolean {
  return text.length > 0 && text.trim() === text && isText(text, limit)
}

function codes(command: {
  readonly topic?: string | null
  readonly impact?: string | null
  readonly urgency?: string | null
}): CommandFault | null {
  return code('topic', command.topic, 200) ?? code('impact', command.impact) ?? code('urgency', command.urgency)
}

function code(path: string, text: string | null | undefined, limit = 64): CommandFault | null {
  if (text === undefined || text === null || isCode(text, limit)) return null
  return { path, expected: `1 to ${limit} characters, no control characters, no blanks at the ends` }
}

function level(line: number | undefined): CommandFault | null {
  if (line === undefined || (Number.isInteger(line) && line >= 1 && line <= 9)) return null
  return { path: 'level', expected: 'a support line from 1 to 9' }
}

function labels(tags: readonly string[] | undefined): CommandFault | null {
  if (tags === undefined) return null
  if (tags.length > 100) return { path: 'tags', expected: 'at most 100 tags' }
  const index = tags.findIndex((tag) => !isCode(tag))
  return index < 0
    ? null
    : { path: `tags[${index}]`, expected: '1 to 64 characters, no control characters, no blanks at the ends' }
}

function isText(text: string, limit: number): boolean {
  return text.length <= limit && !/\p{Cc}|\p{Surrogate}/u.test(text)
}
