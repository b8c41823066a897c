import { expect, it } from "vitest";
import { item, option } from "./made-option";
import { optionsCsv } from "./options-csv";

it("writes options in their order with statements, sources and licenses", () => {
  const against = item({ evidence: "moalmanac.statement:2", source: "moalmanac", license: "GPL-2.0-only" });
  const rows = optionsCsv([option("Vemurafenib", { against: [against], tier: null }), option("=cmd")]).split("\r\n");
  expect(rows).toHaveLength(3);
  expect(rows[1]).toBe(
    "Vemurafenib,SENSITIVITY,,MATCHED,EXACT,EXACT,BRAF V600E,BRAF V600E,,,civic.eid:1,moalmanac.statement:2,civic; moalmanac,CC0-1.0; GPL-2.0-only",
  );
  expect(rows[2]?.startsWith("'=cmd,")).toBe(true);
});
