import { describe, expect, it } from "vitest";
import { joinArms } from "./arms";

const arm = { id: "a", label: "Chemotherapy", status: null, description: "Pemetrexed 500 mg/m2", sources: ["clinicaltrials"] };

describe("the arms of a trial", () => {
  it("are told once where two sources tell them in the same words, with the status that one gives", () => {
    const other = { ...arm, id: "b", status: "OPEN", description: "Pemetrexed  500 MG/m2", sources: ["ctml"] };
    expect(joinArms([arm, other])).toEqual([{ ...arm, status: "OPEN", sources: ["clinicaltrials", "ctml"] }]);
  });

  it("stay apart where the words differ", () => {
    expect(joinArms([arm, { ...arm, id: "b", description: "Docetaxel" }])).toHaveLength(2);
  });
});
