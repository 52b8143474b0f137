declare module 'moment-business-time' {
  interface BusinessMoment {
    addWorkingTime(amount: number, unit: string): BusinessMoment
    workingDiff(other: BusinessMoment, unit: string): number
    valueOf(): number
  }
  const moment: {
    (ms: number): BusinessMoment
    updateLocale(name: string, settings: object): unknown
    locale(name: string): string
  }
  export default moment
}
