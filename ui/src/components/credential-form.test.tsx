import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ask } from "../api/ask";
import { giveCredential } from "../api/credential";
import { useAnswer } from "../api/use-answer";
import type { TypedDocumentString } from "../generated/graphql";
import { CredentialForm } from "./credential-form";

const QUESTION = { toString: () => "{ releases { name } }" } as unknown as TypedDocumentString<{ name: string }, object>;
const sent: (string | null)[] = [];

beforeEach(() => {
  sent.length = 0;
  giveCredential("");
  vi.stubGlobal("fetch", (_address: string, options: RequestInit) => {
    const header = new Headers(options.headers).get("authorization");
    sent.push(header);
    const right = header === "Bearer right";
    const body = right
      ? { data: { name: "2026.1" } }
      : { errors: [{ message: "a key is needed", extensions: { code: "UNAUTHENTICATED" } }] };
    return Promise.resolve(new Response(JSON.stringify(body), { status: right ? 200 : 401 }));
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Page() {
  const asked = useAnswer(QUESTION, {});
  return (
    <>
      <CredentialForm />
      <p>{asked.state === "answered" ? asked.data.name : asked.state}</p>
    </>
  );
}

test("a key is asked for where the server wants one, and the question is asked anew with it", async () => {
  render(<Page />);
  const field = await screen.findByLabelText("Key or token");
  expect(field.getAttribute("type")).toBe("password");
  await userEvent.type(field, "wrong{Enter}");
  await screen.findByText(/not valid here/);
  await userEvent.type(screen.getByLabelText("Key or token"), " right {Enter}");
  await screen.findByText("2026.1");
  expect(screen.queryByLabelText("Key or token")).toBeNull();
  expect(sent.filter((header) => header !== null)).toEqual(["Bearer wrong", "Bearer right"]);
});

test("a key stays in memory: nothing is put into the browser's storage", async () => {
  giveCredential("right");
  await ask(QUESTION, {});
  expect(sent).toEqual(["Bearer right"]);
  expect([localStorage.length, sessionStorage.length, document.cookie]).toEqual([0, 0, ""]);
});
