// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { escaped, PasteLinks } from "./paste-links";

afterEach(() => {
  cleanup();
  window.location.hash = "";
});

function field(label: string): string {
  return screen.getByLabelText<HTMLInputElement>(label).value;
}

it("gives the address, and a link named like the page", async () => {
  document.title = 'A <b> & "c" · pmkg';
  render(<PasteLinks path="/gene/HGNC:1097" />);
  await userEvent.click(screen.getByText("Link to this page"));
  expect(field("Address")).toMatch(/\/gene\/HGNC:1097$/);
  const link = new DOMParser().parseFromString(field("As a link in HTML"), "text/html").querySelector("a");
  expect([link?.textContent, link?.getAttribute("href"), link?.children.length]).toEqual([document.title, field("Address"), 0]);
});

it("names no finding in a link to a case, and says that the link holds the case", async () => {
  const fragment = `#signature=${encodeURIComponent('{"alterations":["BRAF V600E"]}')}`;
  window.location.hash = fragment;
  render(<PasteLinks path="/answer" />);
  await userEvent.click(screen.getByText("Link to this page"));
  expect(screen.getByText(/whoever has it sees the case/)).toBeTruthy();
  expect(field("Address")).toContain(fragment);
  expect(field("As a link in HTML")).toContain(">A case in pmkg</a>");
});

it("copies what is shown, and says where the browser refuses", async () => {
  const user = userEvent.setup();
  const written = vi.spyOn(navigator.clipboard, "writeText");
  render(<PasteLinks path="/sources" />);
  await user.click(screen.getByText("Link to this page"));
  await user.click(screen.getByRole("button", { name: "Copy: Address" }));
  expect(await screen.findByText("Copied.")).toBeTruthy();
  expect(written).toHaveBeenCalledWith(field("Address"));
  written.mockRejectedValueOnce(new Error("no"));
  await user.click(screen.getByRole("button", { name: "Copy: As a link in HTML" }));
  expect(await screen.findByText(/does not allow copying/)).toBeTruthy();
});

it("leaves no sign of HTML as it is", () => {
  expect(escaped(`<a href="x">'&'`)).toBe("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;");
});
