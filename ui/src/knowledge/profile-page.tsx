import { useAnswer } from "../api/use-answer";
import { Answered } from "../components/states";
import { ProfileDocument } from "../generated/graphql";
import { NodePage } from "./node-page";
import { NotFound } from "./not-found";

/** Show a molecular profile by its canonical text, under which answers name it, or by its identifier. */
export function ProfilePage({ id }: { id: string }) {
  const asked = useAnswer(ProfileDocument, { id });
  return (
    <Answered asked={asked} what="the profile">
      {({ molecularProfile }) =>
        molecularProfile ? <NodePage id={molecularProfile.id} /> : <NotFound what="profile" id={id} />
      }
    </Answered>
  );
}
