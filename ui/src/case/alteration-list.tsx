import type { AlterationInput } from "../generated/graphql";
import { qualifiers, words, type Signature } from "./signature";

type Given = { signature: Signature; change: (next: Signature) => void };

const ORIGINS = ["unknown", "somatic", "germline"];

/** List what is entered; each can say its origin or be taken out. */
export function AlterationList({ signature, change }: Given) {
  if (signature.alterations.length === 0) return null;
  const put = (index: number, next: AlterationInput | null) => {
    const alterations = signature.alterations.flatMap((item, at) => (at !== index ? [item] : next ? [next] : []));
    change({ ...signature, alterations });
  };
  return (
    <ul className="entered" aria-label="Entered alterations">
      {signature.alterations.map((item, index) => {
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
  );
}
