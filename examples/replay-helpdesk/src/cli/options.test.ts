import { describe, expect, it } from 'vitest'
import { help, readOptions } from './options.ts'

const problem = (...args: readonly string[]): string =>
  readOptions(args).match(
    () => 'none',
    (error) => error.message,
  )

describe('given no option', () => {
  it('replays the shipped log into its own folder', () => {
    expect(readOptions([])._unsafeUnwrap()).toEqual({
      input: null,
      mapping: null,
      db: null,
      out: 'demo-output',
      limit: null,
      tenant: 'replay',
      synchronous: 'normal',
      fresh: false,
      export: false,
      help: false,
    })
  })
})

describe('given options', () => {
  it('takes each, and passes over the dashes of the package manager', () => {
    const options = readOptions(['--', '--limit', '300', '--db=memory', '--tenant', 'acme', '--fresh'])._unsafeUnwrap()
    expect(options).toMatchObject({ limit: 300, db: { engine: 'memory' }, tenant: 'acme', fresh: true })
  })

  it('names the one that cannot be', () => {
    expect(problem('--limit', '0')).toBe('--limit: expected a whole number of rows, at least 1')
    expect(problem('--limit', 'many')).toBe('--limit: expected a whole number of rows, at least 1')
    expect(problem('--tenant', 'a b')).toBe('--tenant: expected 1 to 64 letters, digits or . _ : ~ -')
    expect(problem('--synchronous', 'off')).toBe('--synchronous: expected normal or full')
    expect(problem('--out', '')).toBe('--out: expected a path')
    expect(problem('--colour')).toBe("Unknown option '--colour'; --help lists the options")
    expect(problem('--out')).toBe("Option '--out <value>' argument missing; --help lists the options")
    expect(problem('stray')).toBe("Unexpected argument 'stray'; --help lists the options")
  })

  it('explains every one of them', () => {
    for (const name of Object.keys(readOptions([])._unsafeUnwrap())) expect(help).toContain(`--${name} `)
  })
})
