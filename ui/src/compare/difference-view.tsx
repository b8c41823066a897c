import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Option } from "../answer/grouping";
import { EffectBadge, TierBadge } from "../components/badges";
import { drugPage, pageOf } from "../components/links";
import { useShortened } from "../components/shortened";
import { Empty } from "../components/states";
import { count, JOINTS, TUMOR_MATCHES } from "../components/words";
import { changesOf, newResistance, type Difference } from "./difference";

type Given = { difference: Difference; before: readonly Option[] };

/** Show how two answers differ: resistance that is new first, then options gained, lost and changed. */
export function DifferenceView({ difference, before }: Given) {
  const turned = newResistance(before, difference);
  const helps = (option: Option) => option.effect === "SENSITIVITY" && option.status === "MATCHED";
  const held = (option: Option) => option.effect !== "SENSITIVITY" && option.status === "MATCHED";
  const { gained, lost, changed, unchanged } = difference;
  return (
    <>
      <p role="status">
        {count(gained.length, "option")} gained, {lost.length} lost, {changed.length} changed, {unchanged} as before.
      </p>
      <Part title="Resistance and harm newly present" empty="No resistance or harm is new." items={turned} of={({ resistance, helped }) => (
        <OptionLine key={key(resistance)} option={resistance}>
          {helped.length > 0 && (
            <p className="opposed">
              <span aria-hidden="true">⚠ </span>Stated before as an option: sensitivity with {[...new Set(helped.map((each) => each.profile))].join("; ")}.
            </p>
          )}
        </OptionLine>
      )} />
      <Part title="Options gained" empty="No option of benefit was gained." items={gained.filter(helps)} of={line} />
      <Part title="Options lost" empty="No option of benefit was lost." items={lost.filter(helps)} of={line} />
      <Part title="Resistance and harm no longer present" empty="" items={lost.filter(held)} of={line} />
      <Part
        title="Changed in tier, state or evidence"
        empty="Nothing that stands in both changed."
        items={changed}
        of={(change) => (
          <OptionLine key={key(change.after)} option={change.after}>
            <p className="note">{changesOf(change).join(" · ")}</p>
          </OptionLine>
        )}
      />
      <Part title="Newly waiting for a test" empty="" items={gained.filter((option) => option.status !== "MATCHED")} of={line} />
      <Part title="No longer waiting for a test" empty="" items={lost.filter((option) => option.status !== "MATCHED")} of={line} />
    </>
  );
}

function key(option: Option): string {
  return `${option.regimen.id} ${option.effect} ${option.profile}`;
}

function line(option: Option): ReactNode {
  return <OptionLine key={key(option)} option={option} />;
}

const SHOWN = 20;

type PartGiven<T> = { title: string; empty: string; items: readonly T[]; of: (item: T) => ReactNode };

function Part<T>({ title, empty, items, of }: PartGiven<T>) {
  const [shown, rest] = useShortened(items, SHOWN);
  if (items.length === 0 && !empty) return null;
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="muted">({items.length})</span>
      </h2>
      {items.length === 0 && <Empty>{empty}</Empty>}
      <ul className="cards">{shown.map(of)}</ul>
      {rest}
    </section>
  );
}

function OptionLine({ option, children }: { option: Option; children?: ReactNode }) {
  const statement = option.for[0] ?? option.against[0];
  return (
    <li className={`card effect-edge-${option.effect.toLowerCase()}`}>
      <p>
        <strong>
          {option.regimen.drugs.map((drug, index) => (
            <span key={drug.id}>
              {index > 0 && JOINTS[option.regimen.operator]}
              <Link href={drugPage(drug.id)}>{drug.label}</Link>
            </span>
          ))}
        </strong>{" "}
        <EffectBadge effect={option.effect} /> <TierBadge tier={option.tier} />
      </p>
      <p>
        {option.profile}
        {option.because.length > 0 && option.because.join() !== option.profile && ` met by ${option.because.join(", ")}`}{" "}
        <span className="muted">for {TUMOR_MATCHES[option.tumorMatch]}</span>
        {option.missingTests.length > 0 && <span className="missing"> Missing: {option.missingTests.join("; ")}</span>}
        {statement && (
          <>
            {" · "}
            <Link href={pageOf("EVIDENCE", statement.evidence)}>{statement.evidence}</Link>
            {option.for.length + option.against.length > 1 && <span className="muted"> and {option.for.length + option.against.length - 1} more</span>}
          </>
        )}
      </p>
      {children}
    </li>
  );
}
