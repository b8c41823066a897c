import { DiseasePage } from "./disease-page";
import { DrugPage } from "./drug-page";
import { EvidencePage } from "./evidence-page";
import { GenePage } from "./gene-page";
import { NodePage } from "./node-page";
import { PhenotypePage } from "./phenotype-page";
import { ProfilePage } from "./profile-page";
import { TrialPage } from "./trial-page";
import { VariantPage } from "./variant-page";

const PAGES: Record<string, (given: { id: string }) => React.JSX.Element> = {
  gene: GenePage,
  variant: VariantPage,
  drug: DrugPage,
  disease: DiseasePage,
  phenotype: PhenotypePage,
  trial: TrialPage,
  profile: ProfilePage,
  evidence: EvidencePage,
  node: NodePage,
};

/** Choose the page of a kind of thing. */
export default function KnowledgePage({ kind, id }: { kind: string; id: string }) {
  const Page = Object.hasOwn(PAGES, kind) ? PAGES[kind] : undefined;
  if (!Page) {
    return (
      <>
        <h1>No such page</h1>
        <p>The address names no page. Begin with a case, or search above.</p>
      </>
    );
  }
  return <Page id={id} />;
}
