import type { Move } from './move.ts'

/** A ticket of another system that a move takes over: for somebody known, somebody new or nobody, with messages, solved or not. */
export interface TakenOver {
  /** Its name there. */
  readonly key: string
  /** How long ago it began, in milliseconds. */
  readonly ageMs: number
  /** Kind of request. */
  readonly kind: 'incident' | 'task'
  /** Who asks: the requester of the ticket the move is about, somebody by their address, or nobody. */
  readonly asker: 'same' | 'mia@example.com' | null
  /** Its subject and the words of its messages. */
  readonly words: readonly string[]
  /** Whether it is solved. */
  readonly solved: boolean
}

const hour = 3_600_000

/** What a move takes over. */
export function takenOver({ pick, other }: Move, count: number): TakenOver {
  return {
    key: `h${count}`,
    ageMs: (1 + pick) * hour,
    kind: pick % 4 === 3 ? 'task' : 'incident',
    asker: pick % 3 === 0 ? 'mia@example.com' : pick % 3 === 1 ? 'same' : null,
    words: Array.from({ length: other % 3 }, (_, index) => `imported ${index}`),
    solved: other % 2 === 1,
  }
}

/** Whether a command took something over of another system, which the desk's own rules do not hold up. */
export function isTakenOver(commandId: string | null): boolean {
  return commandId !== null && /^cmd_(h\d|imp\.)/.test(commandId)
}
