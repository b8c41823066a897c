import { useState } from "react";
import { useAnswer } from "../api/use-answer";
import { tidy, type Signature } from "../case/signature";
import { Answered, Empty } from "../components/states";
import { AnswerSinceDocument, ReleaseNamesDocument } from "../generated/graphql";
import { DifferenceView } from "./difference-view";

/** Show what became of the answer to a case since an earlier release that the server still holds. */
export default function SinceRelease({ signature }: { signature: Signature }) {
  const asked = useAnswer(ReleaseNamesDocument, {});
  return (
    <section id="since" tabIndex={-1} aria-labelledby="since-title">
      <h2 id="since-title">What changed since an earlier release</h2>
      <Answered asked={asked} what="the releases">
        {({ releases }) => {
          const earlier = releases.filter((release) => !release.current).map((release) => release.name);
          return earlier.length > 0 ? <Since signature={signature} earlier={earlier} /> : <Empty>The server holds no earlier release.</Empty>;
        }}
      </Answered>
    </section>
  );
}

function Since({ signature, earlier }: { signature: Signature; earlier: string[] }) {
  const [from, setFrom] = useState("");
  const asked = useAnswer(AnswerSinceDocument, from ? { signature: tidy(signature), from } : null);
  return (
    <>
      <label className="filter">
        Compare with the release
        <select
          value={from}
          onChange={(event) => {
            setFrom(event.target.value);
          }}
        >
          <option value="">choose one</option>
          {earlier.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Answered asked={asked} what="what changed">
        {({ answerDiff }) =>
          answerDiff.same ? (
            <p role="status">
              Nothing changed from {answerDiff.from} to {answerDiff.to}.
            </p>
          ) : (
            <DifferenceView difference={answerDiff} before={[...answerDiff.lost, ...answerDiff.changed.map((each) => each.before)]} />
          )
        }
      </Answered>
    </>
  );
}
