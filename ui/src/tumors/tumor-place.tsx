import { useMemo } from "react";
import { Link } from "wouter";
import { useAnswer } from "../api/use-answer";
import { Answered, Empty } from "../components/states";
import { TumorTreeDocument } from "../generated/graphql";
import { above, asTree } from "./tree";
import { TumorTree } from "./tumor-tree";

/** Show where a disease stands among the tumor types, unfolded down to its kinds. */
export default function TumorPlace({ id }: { id: string }) {
  const asked = useAnswer(TumorTreeDocument, {});
  return (
    <Answered asked={asked} what="the tumor types; the first time takes some seconds">
      {({ tumorTree }) => <Place id={id} tumors={tumorTree} />}
    </Answered>
  );
}

function Place({ id, tumors }: { id: string; tumors: Parameters<typeof asTree>[0] }) {
  const way = useMemo(() => above(tumors, id), [tumors, id]);
  const [root] = [...way, id];
  const own = useMemo(() => asTree(tumors.filter((tumor) => [...above(tumors, tumor.id), tumor.id][0] === root)), [tumors, root]);
  if (own.length === 0) return <Empty>It is not among the tumor types.</Empty>;
  return (
    <>
      <p>
        <Link href="/tumors">All tumor types</Link>
      </p>
      <TumorTree branches={own} opened={[...way, id]} here={id} />
    </>
  );
}
