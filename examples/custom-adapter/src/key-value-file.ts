import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'

/** What is put in the place of a key; undefined takes it away. */
export type Change = readonly [area: string, key: string, value: unknown]

/**
 * A key-value store in one file, as small as one can be that is atomic across keys: a batch of changes is one line, and a line without its end never happened.
 * One process at a time; everything is in memory as well.
 */
export class KeyValueFile {
  readonly #areas = new Map<string, Map<string, unknown>>()
  readonly #path: string
  readonly #sync: (file: number) => void
  #file: number

  constructor(path: string, sync: (file: number) => void = fsyncSync) {
    this.#path = path
    this.#sync = sync
    lock(path)
    const text = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
    const whole = text.lastIndexOf('\n') + 1
    for (const line of text.toString('utf8', 0, whole).split('\n')) if (line !== '') this.#apply(JSON.parse(line))
    // What a crash has left of a line must not become the beginning of the next one.
    if (whole < text.length) truncateSync(path, whole)
    this.#file = openSync(path, 'a', 0o600)
  }

  get(area: string, key: string): unknown {
    return this.#areas.get(area)?.get(key)
  }

  all(area: string): readonly (readonly [string, unknown])[] {
    return [...(this.#areas.get(area) ?? [])]
  }

  areas(): readonly string[] {
    return [...this.#areas.keys()]
  }

  /** All of it or nothing, and on the disk before this returns. */
  write(changes: readonly Change[]): void {
    if (changes.length === 0) return
    const line = Buffer.from(`${JSON.stringify(changes)}\n`)
    for (let at = 0; at < line.length; ) at += writeSync(this.#file, line, at)
    this.#sync(this.#file)
    this.#apply(changes)
  }

  /** Writes the file anew with what there is, so that what was taken away is in no byte of it. */
  compact(): void {
    const live = this.areas().flatMap((area) => this.all(area).map(([key, value]): Change => [area, key, value]))
    writeFileSync(`${this.#path}.new`, live.length === 0 ? '' : `${JSON.stringify(live)}\n`, { mode: 0o600, flush: true })
    closeSync(this.#file)
    renameSync(`${this.#path}.new`, this.#path)
    this.#file = openSync(this.#path, 'a', 0o600)
    this.#sync(this.#file)
  }

  close(): void {
    closeSync(this.#file)
    rmSync(`${this.#path}.lock`, { force: true })
  }

  #apply(changes: readonly Change[]): void {
    for (const [area, key, value] of changes) {
      const pairs = this.#areas.get(area) ?? new Map<string, unknown>()
      this.#areas.set(area, pairs)
      if (value === undefined || value === null) pairs.delete(key)
      else pairs.set(key, value)
    }
  }
}

/** Refuses a file that a living process has. */
function lock(path: string): void {
  const name = `${path}.lock`
  if (existsSync(name)) {
    const holder = Number(readFileSync(name, 'utf8'))
    if (holder !== process.pid && isAlive(holder)) throw new Error('another process has the file')
    rmSync(name)
  }
  writeFileSync(name, String(process.pid), { flag: 'wx', mode: 0o600 })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
