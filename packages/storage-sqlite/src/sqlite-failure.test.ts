import { describe, expect, it } from 'vitest'
import { sqliteCommitFailure, sqliteFailure } from './sqlite-failure.ts'

const thrown = (errcode: unknown) => Object.assign(new Error('text with values in it'), { code: 'ERR_SQLITE_ERROR', errcode })

describe('given what node:sqlite throws', () => {
  it('knows by the primary code what the caller can do', () => {
    const codes = [5, 261, 517, 6, 8, 1032, 13, 11, 26, 10, 1, undefined, '5'].map((code) => sqliteFailure(thrown(code)).reason)
    expect(codes).toEqual([
      'retry',
      'retry',
      'retry',
      'retry',
      'readonly',
      'readonly',
      'full',
      'corrupt',
      'corrupt',
      'other',
      'other',
      'other',
      'other',
    ])
    expect([null, 'text', new Error('x')].map((cause) => sqliteFailure(cause).reason)).toEqual(['other', 'other', 'other'])
  })

  it('keeps what the driver said out of the JSON', () => {
    const failure = sqliteFailure(thrown(13))
    expect(JSON.stringify(failure)).toBe('{"kind":"sql/failure","reason":"full","message":"the database engine failed: full"}')
    expect(failure.cause).toBeInstanceOf(Error)
  })

  it('is in doubt about a commit only where SQLite has neither refused nor rolled back', () => {
    expect([5, 13, 8, 10, 1].map((code) => sqliteCommitFailure(thrown(code)).reason)).toEqual([
      'retry',
      'full',
      'readonly',
      'lost',
      'lost',
    ])
  })
})
