import { useState } from "react";
import { useAnswer } from "../api/use-answer";
import type { Option } from "../answer/grouping";
import { tidy, type Signature } from "../case/signature";
import { Answered, Empty } from "../components/states";
import { AnswerSinceDocument, ReleaseNamesDocument } from "../generated/graphql";
import { answeredBefore } from "./difference";
import { DifferenceView } from "./difference-view";

type Given = { signature: Signature; options: readonly Option[] };

/** Show what became of the answer to a case, whose options are at hand, since an earlier release that the server still holds. */
export default function SinceRelease({ signature, options }: Given) {
  const asked = useAnswer(ReleaseNamesDocument, {});
  return (
    <section id="since" tabIndex={-1} aria-labelledby="since-title">
      <h2 id="since-title">What changed since an earlier release</h2>
      <Answered asked={asked} what="the releases">
        {({ releases }) => {
          const earlier = releases.filter((release) => !release.current).map((release) => release.name);
          return earlier.length > 0 ? <Since signature={signature} options={options} earlier={earlier} /> : <Empty>The server holds no earlier release.</Empty>;
        }}
      </Answered>
    </section>
  );
}

function Since({ signature, options, earlier }: Given & { earlier: string[] }) {
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
            <DifferenceView difference={answerDiff} before={answeredBefore(answerDiff, options)} />
          )
        }
      </Answered>
    </>
  );
}
