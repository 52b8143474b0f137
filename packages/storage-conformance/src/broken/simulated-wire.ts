import type { Wire } from '../place.ts'

/** How a question went. */
export type Passage<Answer> =
  | { readonly came: true; readonly answer: Answer }
  | { readonly came: false; readonly mayHaveArrived: boolean }

/** A wire of which both ends are here. */
export interface SimulatedWire extends Wire {
  /** Sends a question, has it answered, and brings the answer back, as far as the wire lets it. */
  pass<Answer>(question: string, work: () => Promise<Answer>, textOf: (answer: Answer) => string): Promise<Passage<Answer>>
}

/** Makes a wire. */
export function simulatedWire(timeoutMs: number): SimulatedWire {
  const traffic = { sent: 0, received: 0 }
  let cut: { readonly direction: 'sent' | 'received'; readonly at: number } | null = null
  let state: 'fine' | 'hushed' | 'down' = 'fine'
  /** Whether so many bytes get through. */
  const carry = (direction: 'sent' | 'received', bytes: number): boolean => {
    traffic[direction] += bytes
    if (cut === null || cut.direction !== direction || traffic[direction] < cut.at) return true
    cut = null
    return false
  }
  return {
    timeoutMs,
    traffic: () => ({ ...traffic }),
    breakAfter(direction, bytes) {
      cut = { direction, at: traffic[direction] + bytes }
    },
    hush() {
      state = 'hushed'
    },
    down() {
      state = 'down'
    },
    mend() {
      state = 'fine'
      cut = null
    },
    async pass(question, work, textOf) {
      if (state === 'down') return { came: false, mayHaveArrived: false }
      if (!carry('sent', question.length)) return { came: false, mayHaveArrived: true }
      const answer = await work()
      if (state === 'hushed') {
        await new Promise<void>((resolve) => setTimeout(resolve, timeoutMs))
        return { came: false, mayHaveArrived: true }
      }
      return carry('received', textOf(answer).length) ? { came: true, answer } : { came: false, mayHaveArrived: true }
    },
  }
}
