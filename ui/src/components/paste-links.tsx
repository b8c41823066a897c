import { useState } from "react";
import { useFragment } from "../case/use-case";

/** Offer the address of what is shown to be pasted elsewhere: as it is, and as a link for a web page or a record system. */
export function PasteLinks({ path }: { path: string }) {
  const fragment = useFragment();
  const [open, setOpen] = useState(false);
  const address = window.location.origin + path + fragment;
  // what stands in a document of another system tells nothing of a patient beside the link itself
  const name = fragment.includes("signature=") ? "A case in pmkg" : document.title;
  return (
    <details
      className="paste-links"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>Link to this page</summary>
      {open && (
        <>
          {fragment.includes("signature=") && (
            <p>
              The link holds the case: whoever has it sees the case. No server is told of it before the page asks this one.
            </p>
          )}
          <Pasteable label="Address" text={address} />
          <Pasteable label="As a link in HTML" text={`<a href="${escaped(address)}" rel="noopener noreferrer">${escaped(name)}</a>`} />
          <p className="muted">These pages are not shown in a frame of another page, so that no other page can lay itself over them.</p>
        </>
      )}
    </details>
  );
}

function Pasteable({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => {
        setSaid("Copied.");
      },
      () => {
        setSaid("The browser does not allow copying; mark the text and copy it.");
      },
    );
  };
  return (
    <div className="pasteable">
      <label>
        {label}
        <input
          readOnly
          value={text}
          onFocus={(event) => {
            event.currentTarget.select();
          }}
        />
      </label>
      <button type="button" className="button" aria-label={`Copy: ${label}`} onClick={copy}>
        Copy
      </button>
      <span role="status" className="muted">
        {said}
      </span>
    </div>
  );
}

/** Write a text so that HTML takes it for nothing else. */
export function escaped(text: string): string {
  const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
