import { expect, it } from "vitest";
import { corrected, inShort, words } from "./signature";

it("puts a suggested name where the misspelled one stands", () => {
  expect(corrected({ text: "BRFA V600E", origin: "germline" }, "BRAF", "BRFA")).toEqual({
    text: "BRAF V600E",
    origin: "germline",
  });
  expect(corrected({ gene: "BRFA", protein: "V600E" }, "BRAF", "BRFA")).toEqual({ text: "BRAF V600E" });
});

it("takes the whole suggestion where the whole was in doubt", () => {
  expect(corrected({ text: "BRAF A600E" }, "BRAF V600", "BRAF A600E")).toEqual({ text: "BRAF V600" });
});

it("writes an alteration in the words in which it was given", () => {
  expect(words({ fusion: ["EML4", null] })).toBe("EML4::?");
  expect(words({ gene: "ERBB2", copyNumber: "deep_deletion", copies: 0 })).toBe("ERBB2 deep deletion 0 copies");
});

it("names the first alterations and counts the rest", () => {
  const alterations = ["BRAF V600E", "KRAS G12C", "MET amplification"].map((text) => ({ text }));
  expect(inShort({ alterations }, 3)).toBe("BRAF V600E; KRAS G12C; MET amplification");
  expect(inShort({ alterations }, 1)).toBe("BRAF V600E; and 2 more");
});
