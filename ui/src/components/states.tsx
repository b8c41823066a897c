import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Asked } from "../api/use-answer";
import type { Refusal } from "../api/ask";

export function Loading({ what }: { what: string }) {
  return (
    <p className="state loading" role="status">
      <span className="spinner" aria-hidden="true" />
      Loading {what}…
    </p>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="state empty">{children}</p>;
}

/** Say what was refused, what to do, and offer to ask again. */
export function Failed({ refusal, retry }: { refusal: Refusal; retry?: () => void }) {
  return (
    <div className="state failed" role="alert">
      <p>
        <strong>{refusal.code === "NOT_FOUND" ? "Not found." : "This could not be answered."}</strong> {refusal.message}
      </p>
      {refusal.suggestions.length > 0 && <p>Did you mean: {refusal.suggestions.join(", ")}?</p>}
      <p className="muted">Code {refusal.code}</p>
      {retry && refusal.code !== "NOT_FOUND" && (
        <Button className="button" onPress={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Show a question in whichever state it is. */
export function Answered<T>(given: { asked: Asked<T>; what: string; children: (data: T) => ReactNode }) {
  const { asked, what, children } = given;
  switch (asked.state) {
    case "idle":
      return null;
    case "loading":
      return <Loading what={what} />;
    case "failed":
      return <Failed refusal={asked.refusal} retry={asked.retry} />;
    case "answered":
      return <>{children(asked.data)}</>;
  }
}
