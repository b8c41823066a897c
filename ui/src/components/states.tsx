import { useEffect, useState, type ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Asked } from "../api/use-answer";
import type { Refusal } from "../api/ask";

/** After how many seconds a wait is called long: how long it takes is shown then, and it can be canceled. */
const LONG = 2;

/** Say what is waited for; a long wait shows its seconds, and can be canceled where the asker can do without. */
export function Loading({ what, cancel }: { what: string; cancel?: () => void }) {
  const seconds = useSeconds();
  const long = seconds >= LONG;
  return (
    <div className="state loading">
      <p role="status">
        <span className="spinner" aria-hidden="true" />
        Loading {what}…
      </p>
      {long && (
        <span className="muted" aria-hidden="true">
          {seconds} s
        </span>
      )}
      {long && cancel && (
        <Button className="button small" onPress={cancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const clock = setInterval(() => {
      setSeconds((before) => before + 1);
    }, 1000);
    return () => {
      clearInterval(clock);
    };
  }, []);
  return seconds;
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="state empty">{children}</p>;
}

const WHAT_HAPPENED: Record<string, string> = { NOT_FOUND: "Not found.", CANCELED: "Canceled." };

/** Say what was refused, what to do, and offer to ask again. */
export function Failed({ refusal, retry }: { refusal: Refusal; retry?: () => void }) {
  return (
    <div className="state failed" role="alert">
      <p>
        <strong>{WHAT_HAPPENED[refusal.code] ?? "This could not be answered."}</strong> {refusal.message}
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
      return <Loading what={what} cancel={asked.cancel} />;
    case "failed":
      return <Failed refusal={asked.refusal} retry={asked.retry} />;
    case "answered":
      return <>{children(asked.data)}</>;
  }
}
