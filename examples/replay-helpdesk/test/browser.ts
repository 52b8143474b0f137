import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Path of the Chromium that the system brings, or that `CHROMIUM` names; null where there is none. */
export function chromiumPath(): string | null {
  const candidates = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null
}

/** Starts a browser without a window. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
}

/** What a browser made of a page. */
export interface Look {
  /** Everything it complained about. */
  readonly complaints: readonly string[]
  /** Everything it asked for besides the page itself. */
  readonly requests: readonly string[]
  /** Marks of each plot. */
  readonly marks: Readonly<Record<string, number>>
  /** Background of the page, as the browser says it. */
  readonly background: string
  /** Names that the accessibility tree has for the drawings. */
  readonly drawings: readonly string[]
  /** Widths of a window, of a desk's and of a telephone's, that the page is wider than. */
  readonly overflows: readonly number[]
}

/** Opens a page in one colour scheme, looks, and keeps a picture where a path for one is given. */
export async function lookAt(
  browser: Browser,
  url: string,
  colorScheme: 'light' | 'dark',
  picture: string | null,
): Promise<Look> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1100, height: 900 } })
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => void complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (problem) => void complaints.push(problem.message))
  page.on('requestfailed', (request) => void complaints.push(`failed: ${request.url()}`))
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) requests.push(request.url())
  })
  await page.goto(url, { waitUntil: 'load' })
  const plots = await page
    .locator('[data-plot]')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('data-plot') ?? ''))
  const marks: Record<string, number> = {}
  for (const plot of plots) marks[plot] = (marks[plot] ?? 0) + 1
  const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
  const drawings = await page
    .getByRole('img')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''))
  if (picture !== null) await page.screenshot({ path: picture, fullPage: true })
  const overflows: number[] = []
  for (const width of [1100, 360]) {
    await page.setViewportSize({ width, height: 900 })
    if (await page.locator('html').evaluate((root) => root.scrollWidth > root.clientWidth)) overflows.push(width)
  }
  await page.close()
  return { complaints, requests, marks, background, drawings, overflows }
}
