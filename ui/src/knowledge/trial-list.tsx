import { Link } from "wouter";
import { pageOf } from "../components/links";

type Trials = { totalCount: number; nodes: { id: string; label: string; status: string | null; phase: string | null }[] };

/** List trials by title with status and phase; whether a patient is eligible is not asked here. */
export function TrialList({ title, trials }: { title: string; trials: Trials }) {
  if (trials.totalCount === 0) return null;
  return (
    <details className="fold">
      <summary>
        {title} <span className="muted">({trials.totalCount})</span>
      </summary>
      <ul className="related">
        {trials.nodes.map((trial) => (
          <li key={trial.id}>
            <Link href={pageOf("TRIAL", trial.id)}>{trial.label}</Link>{" "}
            <span className="muted">{[trial.status, trial.phase].filter(Boolean).join(", ")}</span>
          </li>
        ))}
      </ul>
      {trials.totalCount > trials.nodes.length && (
        <p className="muted">The first {trials.nodes.length} by title are listed.</p>
      )}
    </details>
  );
}
