import { expect, it } from 'vitest'

it('runs on the Node.js that the workspace installs, whatever the machine has', () => {
  expect(process.version).toMatch(/^v24\./)
})

it('knows the zone it runs in', () => {
  expect(process.env['TZ']).toBeDefined()
  expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env['TZ'])
})
