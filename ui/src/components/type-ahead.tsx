import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { useAnswer, type Asked } from "../api/use-answer";
import { SuggestDocument, type NodeKind, type SuggestQuery } from "../generated/graphql";
import { useDebounced } from "./debounced";
import { inWords } from "./words";

export type Hit = SuggestQuery["searchPage"]["hits"][number];

type Given = {
  label: string;
  hint?: string;
  placeholder?: string;
  kinds: readonly NodeKind[] | null;
  text: string;
  onText: (text: string) => void;
  onHit: (hit: Hit) => void;
  onEnter?: () => void;
  showKinds?: boolean;
  quiet?: boolean;
};

function codeOf(hit: Hit): string {
  return hit.node && "oncotree" in hit.node && hit.node.oncotree ? hit.node.oncotree : "";
}

function NoHit({ asked, wanted }: { asked: Asked<SuggestQuery>; wanted: string }) {
  if (wanted.length < 2) return <p className="choice">Type two letters or more.</p>;
  if (asked.state === "failed") return <p className="choice">{asked.refusal.message}</p>;
  return <p className="choice">{asked.state === "loading" ? "Looking…" : "No name in this release is like it."}</p>;
}

/** Offer names of the graph while one is typed; any other text stays possible. */
export function TypeAhead(given: Given) {
  const wanted = useDebounced(given.text.trim());
  const kinds = given.kinds ? [...given.kinds] : null;
  const asked = useAnswer(SuggestDocument, wanted.length < 2 ? null : { text: wanted, kinds, first: 8 });
  const hits = asked.state === "answered" ? asked.data.searchPage.hits : [];
  return (
    <ComboBox
      className="type-ahead"
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
      items={hits}
      inputValue={given.text}
      onInputChange={given.onText}
      onChange={(key) => {
        const hit = hits.find((each) => each.id === key);
        if (hit) given.onHit(hit);
      }}
    >
      <Label className={given.quiet ? "unseen" : undefined}>{given.label}</Label>
      <div className="field">
        <Input
          placeholder={given.placeholder ?? ""}
          autoComplete="off"
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.currentTarget.getAttribute("aria-activedescendant")) given.onEnter?.();
          }}
        />
        <Button aria-label={`Show suggestions for ${given.label}`} className="open">
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      {given.hint && (
        <Text slot="description" className="hint">
          {given.hint}
        </Text>
      )}
      <Popover className="popover" offset={4}>
        <ListBox<Hit> className="choices" renderEmptyState={() => <NoHit asked={asked} wanted={wanted} />}>
          {(hit) => (
            <ListBoxItem id={hit.id} textValue={hit.label} className="choice">
              <span className="choice-name">{hit.label}</span>
              <span className="choice-note">
                {[
                  given.showKinds ? inWords(hit.kind) : "",
                  codeOf(hit),
                  hit.name.toLowerCase() === hit.label.toLowerCase() ? "" : hit.name,
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
