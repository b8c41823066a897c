// @vitest-environment happy-dom
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Answered, Loading } from "../components/states";
import type { TypedDocumentString } from "../generated/graphql";
import { giveCredential } from "./credential";
import { useAnswer } from "./use-answer";
import { usePages, type Page } from "./use-pages";

type List = { list: Page<number> };
const QUESTION = { toString: () => "query" } as unknown as TypedDocumentString<List, { after: string | null }>;
const ONE = { toString: () => "query" } as unknown as TypedDocumentString<List, object>;
const LAST = 7;

type Request = { after: string | null; answer: (reply: object) => void; signal: AbortSignal };
let requests: Request[] = [];

beforeEach(() => {
  requests = [];
  vi.stubGlobal("fetch", (_address: string, options: RequestInit) => {
    const { variables } = JSON.parse(options.body as string) as { variables: { after?: string | null } };
    const { signal } = options;
    if (!signal) throw new Error("a question that cannot be canceled");
    return new Promise<Response>((resolve, reject) => {
      signal.addEventListener("abort", () => {
        reject(new Error("aborted"));
      });
      requests.push({
        after: variables.after ?? null,
        signal,
        answer: (reply) => {
          resolve(new Response(JSON.stringify(reply)));
        },
      });
    });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Answer the last request with its page of a list of seven, two to the page. */
async function answer(): Promise<void> {
  const request = requests.at(-1);
  const from = Number(request?.after ?? 0);
  const nodes = [from + 1, from + 2].filter((each) => each <= LAST);
  const list = { nodes, totalCount: LAST, pageInfo: { hasNextPage: from + 2 < LAST, endCursor: String(from + 2) } };
  await act(async () => {
    request?.answer({ data: { list } });
    await Promise.resolve();
  });
}

const listOf = (data: List) => data.list;

function Shown({ most = 100 }: { most?: number }) {
  const read = usePages<List, number, object>(QUESTION, {}, listOf, most);
  return (
    <>
      <p data-testid="read">{`${read.items.join("")} of ${read.total ?? "?"} ${read.done ? "done" : "reading"} ${read.refusal?.code ?? ""}`.trim()}</p>
      <button type="button" onClick={read.stop}>
        stop
      </button>
      <button type="button" onClick={read.retry}>
        retry
      </button>
    </>
  );
}

const said = () => screen.getByTestId("read").textContent;

it("reads page after page to the end, or to a bound", async () => {
  render(<Shown />);
  for (const text of ["12 of 7 reading", "1234 of 7 reading", "123456 of 7 reading", "1234567 of 7 done"]) {
    await answer();
    expect(said()).toBe(text);
  }
  cleanup();
  render(<Shown most={3} />);
  await answer();
  await answer();
  expect(said()).toBe("1234 of 7 done");
});

it("is stopped by the reader and keeps what is there", async () => {
  render(<Shown />);
  await answer();
  await userEvent.click(screen.getByText("stop"));
  expect(said()).toBe("12 of 7 done");
  expect(requests.at(-1)?.signal.aborted).toBe(true);
});

it("reads anew with a key that was given since, and at a wish after a failure", async () => {
  render(<Shown />);
  await answer();
  await act(async () => {
    requests.at(-1)?.answer({ errors: [{ message: "no", extensions: { code: "TIMEOUT" } }] });
    await Promise.resolve();
  });
  expect(said()).toBe("12 of 7 done TIMEOUT");
  await userEvent.click(screen.getByText("retry"));
  await answer();
  expect(said()).toBe("12 of 7 reading");
  const before = requests.length;
  act(() => {
    giveCredential("key");
  });
  expect(requests.length).toBe(before + 1);
  expect(requests.at(-1)?.after).toBeNull();
});

function Question() {
  const asked = useAnswer<List, object>(ONE, {});
  return (
    <Answered asked={asked} what="numbers">
      {(data) => <p>{data.list.nodes.join("")}</p>}
    </Answered>
  );
}

it("a long question shows its seconds, is canceled, and asked again", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  render(<Question />);
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
  act(() => {
    vi.advanceTimersByTime(3000);
  });
  expect(screen.getByText(/^\d s$/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(requests.at(-1)?.signal.aborted).toBe(true);
  expect(screen.getByRole("alert").textContent).toContain("Canceled.");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await answer();
  expect(screen.getByText("12")).toBeTruthy();
});

it("what cannot be done without has no way to be canceled", () => {
  vi.useFakeTimers();
  render(<Loading what="the page" />);
  act(() => {
    vi.advanceTimersByTime(5000);
  });
  expect(screen.queryByRole("button")).toBeNull();
});
