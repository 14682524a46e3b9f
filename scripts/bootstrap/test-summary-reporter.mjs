import { writeFileSync } from 'node:fs'

/** A vitest reporter that writes { passed, failed, skipped: [{ name, reason }] } to the file LECTOR_TEST_SUMMARY names. */
export default class TestSummaryReporter {
  onInit({ config }) {
    this.wanted = config.testNamePattern
  }

  onTestRunEnd(testModules) {
    const summary = { passed: 0, failed: 0, skipped: [] }
    for (const module of testModules) {
      let isEmpty = true
      for (const test of module.children.allTests()) {
        isEmpty = false
        // What was not asked for by its name was not skipped either.
        if (this.wanted && !this.wanted.test(test.fullName)) continue
        const { state, note } = test.result()
        if (state === 'passed') summary.passed++
        else if (state === 'failed') summary.failed++
        else
          summary.skipped.push({ name: `${module.relativeModuleId}: ${test.fullName}`, reason: note ?? '' })
      }
      // A file that could not even be loaded holds no tests, and has failed all the same.
      if (isEmpty && module.state() === 'failed') summary.failed++
    }
    writeFileSync(process.env.LECTOR_TEST_SUMMARY, JSON.stringify(summary))
  }
}
