import { describe, expect, it } from 'vitest'
import { docBlockFences } from './doc-block-fences.ts'
import { markdownFences } from './markdown-fences.ts'

const mark = '```'

describe('given a Markdown page', () => {
  const page = [
    '# Desk',
    '',
    '## Open',
    `${mark}ts`,
    'a()',
    mark,
    `${mark}json`,
    '{}',
    mark,
    `${mark}ts no-run`,
    'b()',
    mark,
  ].join('\n')

  it('finds the TypeScript fences with line, heading and whether they run', () => {
    expect(markdownFences('README.md', page)).toEqual([
      { file: 'README.md', line: 5, subject: 'Open', runs: true, code: 'a()' },
      { file: 'README.md', line: 11, subject: 'Open', runs: false, code: 'b()' },
    ])
  })

  it('does not look inside a longer fence', () => {
    expect(markdownFences('a.md', [`${mark}\`md`, `${mark}ts`, 'a()', mark, `${mark}\``].join('\n'))).toEqual([])
  })

  it('removes the indentation of a fence within a list', () => {
    const [fence] = markdownFences('a.md', [`  ${mark}ts`, '  if (a)', '    b()', `  ${mark}`].join('\n'))
    expect(fence?.code).toBe('if (a)\n  b()')
  })
})

describe('given a source file', () => {
  it('finds the fences of functions, constants and properties, each once', () => {
    const block = (code: string): string => ['/**', ' * Says.', ` * ${mark}ts`, ` * ${code}`, ` * ${mark}`, ' */'].join('\n')
    const source = `${block('one()')}\nexport function one() {}\n${block('two')}\nexport const two = 2\nexport interface Three {\n${block('three')}\n  readonly three: number\n}\n`
    expect(docBlockFences('a.ts', source).map(({ subject, line, code }) => ({ subject, line, code }))).toEqual([
      { subject: 'one', line: 4, code: 'one()' },
      { subject: 'two', line: 11, code: 'two' },
      { subject: 'three', line: 19, code: 'three' },
    ])
  })

  it('takes a plain comment or a string for what it is', () => {
    expect(docBlockFences('a.ts', `/*\n${mark}ts\na()\n${mark}\n*/\nconst text = '/** ${mark}ts */'\n`)).toEqual([])
  })
})
