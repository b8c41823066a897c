import { useState } from "react";
import type { AlterationInput } from "../generated/graphql";
import { qualifiers, words, type Signature } from "./signature";

type Given = { signature: Signature; change: (next: Signature) => void };

const SHOWN = 40;
const ORIGINS = ["unknown", "somatic", "germline"];

/** List what is entered; each can say its origin or be taken out. */
export function AlterationList({ signature, change }: Given) {
  const [all, setAll] = useState(false);
  if (signature.alterations.length === 0) return null;
  const shown = all ? signature.alterations : signature.alterations.slice(0, SHOWN);
  const put = (index: number, next: AlterationInput | null) => {
    const alterations = signature.alterations.flatMap((item, at) => (at !== index ? [item] : next ? [next] : []));
    change({ ...signature, alterations });
  };
  return (
    <>
      <ul className="entered" aria-label="Entered alterations">
        {shown.map((item, index) => {
          const name = words(item) || "alteration without a name";
          return (
            <li key={`${index} ${name}`}>
              <span className="entered-name">
                {name} <span className="muted">{qualifiers({ ...item, origin: null })}</span>
              </span>
              <select
                aria-label={`Origin of ${name}`}
                value={item.origin ?? signature.origin ?? "unknown"}
                onChange={(event) => {
                  put(index, { ...item, origin: event.target.value });
                }}
              >
                {ORIGINS.map((origin) => (
                  <option key={origin} value={origin}>
                    {origin === "unknown" ? "origin unknown" : origin}
                  </option>
                ))}
              </select>
              <button
                type="button"
                className="button small"
                aria-label={`Remove ${name}`}
                onClick={() => {
                  put(index, null);
                }}
              >
                Remove
              </button>
            </li>
          );
        })}
      </ul>
      {signature.alterations.length > shown.length && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            setAll(true);
          }}
        >
          Show all {signature.alterations.length} alterations
        </button>
      )}
    </>
  );
}
