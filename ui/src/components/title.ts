import { useEffect } from "react";

/** Name the page in the window's title; a title never holds a case, since histories and screens show it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · pmkg` : "pmkg";
  }, [title]);
}
