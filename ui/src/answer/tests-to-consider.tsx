import { Empty } from "../components/states";
import { count } from "../components/words";
import type { AnswerQuery } from "../generated/graphql";

type Tests = AnswerQuery["targetedDrugs"]["testsToConsider"];

/** Rank the tests that were not made by how many options of tier I or II each would decide. */
export function TestsToConsider({ tests }: { tests: Tests }) {
  const most = Math.max(1, ...tests.map((each) => each.decides));
  return (
    <section id="tests" tabIndex={-1} aria-labelledby="tests-title">
      <h2 id="tests-title">Missing tests that could change the answer</h2>
      {tests.length === 0 ? (
        <Empty>No test that was not made would decide an option of tier I or II.</Empty>
      ) : (
        <ol className="tests">
          {tests.map((each) => (
            <li key={each.test}>
              <span className="test-name">{each.test}</span>
              <meter min={0} max={most} value={each.decides} aria-label={`Options that ${each.test} decides`} />
              <span className="muted">decides {count(each.decides, "option")} of tier I or II</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
