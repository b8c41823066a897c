import { useState } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { useFragment } from "../case/use-case";
import { useDebounced } from "../components/debounced";
import { pageOf } from "../components/links";
import { Answered, Empty } from "../components/states";
import { useTitle } from "../components/title";
import { inWords } from "../components/words";
import { SuggestDocument } from "../generated/graphql";

function wordsOf(fragment: string): string {
  return new URLSearchParams(fragment.replace(/^#/, "").replaceAll("+", "%2B")).get("q") ?? "";
}

/** Find anything by its name; the words stay in the fragment, as a case does. */
export default function SearchPage() {
  useTitle("Search");
  const fragment = useFragment();
  const asked = wordsOf(fragment);
  return (
    <>
      <h1>Search</h1>
      <SearchField key={asked} text={asked} />
      <Hits text={asked} />
    </>
  );
}

function SearchField({ text }: { text: string }) {
  const [draft, setDraft] = useState(text);
  return (
    <form
      className="search-form"
      onSubmit={(event) => {
        event.preventDefault();
        window.history.replaceState(null, "", `/search#q=${encodeURIComponent(draft.trim())}`);
      }}
    >
      <label>
        Name, synonym, brand or identifier
        <input
          type="search"
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
          }}
        />
      </label>
      <button type="submit" className="button">
        Search
      </button>
    </form>
  );
}

function Hits({ text }: { text: string }) {
  const wanted = useDebounced(text);
  const asked = useAnswer(SuggestDocument, wanted ? { text: wanted, kinds: null, first: 60 } : null);
  if (!wanted) return <Empty>Enter a name to look for.</Empty>;
  return (
    <Answered asked={asked} what="what was found">
      {({ searchPage: { hits, truncated } }) => {
        if (hits.length === 0) return <Empty>Nothing in this release has a name like &ldquo;{wanted}&rdquo;.</Empty>;
        const kinds = [...new Set(hits.map((hit) => hit.kind))];
        return (
          <>
            {kinds.map((kind) => (
              <section key={kind} aria-label={inWords(kind)}>
                <h2>{inWords(kind)}</h2>
                <ul className="related">
                  {hits
                    .filter((hit) => hit.kind === kind)
                    .map((hit) => (
                      <li key={hit.id}>
                        <Link href={pageOf(hit.kind, hit.id)}>{hit.label}</Link>{" "}
                        <span className="muted">
                          {hit.id}
                          {hit.name.toLowerCase() !== hit.label.toLowerCase() && ` · ${hit.name}`}
                        </span>
                      </li>
                    ))}
                </ul>
              </section>
            ))}
            {truncated && <p className="muted">There are more; a longer text finds them.</p>}
          </>
        );
      }}
    </Answered>
  );
}
