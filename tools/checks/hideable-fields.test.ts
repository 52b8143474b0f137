import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deskVocabulary } from '../../packages/planner/src/index.ts'

const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/who-may-do-what.md'), 'utf8')

describe('given the guide to who may do what', () => {
  it.each(['ticket', 'customer'])('names every field of a %s that a rule can hide, and no other', (resource) => {
    const row = guide.split('\n').find((line) => line.startsWith(`| of a ${resource}, by name`)) ?? ''
    const named = [...row.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name)
    expect(named).toEqual(deskVocabulary[resource]?.fields)
  })
})
