import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { useShortened } from "./shortened";

afterEach(cleanup);

function List({ items }: { items: string[] }) {
  const [shown, rest] = useShortened(items, 2);
  return (
    <>
      <ul>
        {shown.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {rest}
    </>
  );
}

it("shows the first of a long list, and the rest at a wish", async () => {
  render(<List items={["a", "b", "c"]} />);
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  await userEvent.click(screen.getByRole("button", { name: "Show all 3" }));
  expect(screen.getAllByRole("listitem")).toHaveLength(3);
  expect(screen.queryByRole("button")).toBeNull();
});

it("shows a short list whole", () => {
  render(<List items={["a", "b"]} />);
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  expect(screen.queryByRole("button")).toBeNull();
});
