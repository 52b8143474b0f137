/** Tells how far a long run is. */
export interface Progress {
  /** Says that so many are done. */
  to(done: number): void
  /** Says that the run is over. */
  end(): void
}

/** Where a {@link Progress} writes, and what it needs to know of it. */
export interface ProgressOutput {
  /** Writes text. */
  write(text: string): void
  /** Whether it is a terminal that can rewrite a line. */
  readonly isTerminal: boolean
  /** Columns of the terminal. */
  readonly columns: number
  /** Milliseconds that have gone by, from any start. */
  elapsedMs(): number
}

/** A bar with rate and time left on a terminal, redrawn ten times a second; elsewhere one plain line each ten percent. `already` were done before this run. */
export function progress(total: number, already: number, what: string, output: ProgressOutput): Progress {
  const start = output.elapsedMs()
  let drawn = Number.NEGATIVE_INFINITY
  let told = -1
  let done = already
  const line = (): string => {
    const seconds = Math.max(0.001, (output.elapsedMs() - start) / 1000)
    const rate = (done - already) / seconds
    const left = rate > 0 ? duration((total - done) / rate) : '?'
    const share = total === 0 ? 1 : done / total
    // The first row tells what opening took, not how fast it will go.
    const pace =
      done < total && seconds < 1
        ? ''
        : `  ${count(Math.round(rate))}/s  ${done >= total ? `took ${duration(seconds)}` : `${left} left`}`
    const text = `${count(done)} of ${count(total)} ${what}${pace}`
    return output.isTerminal
      ? `${bar(share, Math.max(10, Math.min(40, output.columns - text.length - 10)))} ${percent(share)}  ${text}`
      : `${percent(share)}  ${text}`
  }
  return {
    to: (reached) => {
      done = reached
      if (output.isTerminal) {
        const now = output.elapsedMs()
        if (now - drawn < 100) return
        drawn = now
        output.write(`\r\u001B[2K${line()}`)
      } else {
        const tenth = total === 0 ? 10 : Math.floor((done / total) * 10)
        if (tenth === told) return
        told = tenth
        output.write(`${line()}\n`)
      }
    },
    end: () => {
      if (output.isTerminal) output.write(`\r\u001B[2K${line()}\n`)
    },
  }
}

function bar(share: number, width: number): string {
  const full = Math.round(share * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`.padStart(5)
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function duration(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
