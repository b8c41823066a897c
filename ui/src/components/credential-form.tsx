import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { giveCredential, useCredential } from "../api/credential";

/** Ask for a key where the server wants one; shown on every page, and on none of a server that is open to its reader. */
export function CredentialForm() {
  const { wanted, refused } = useCredential();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wanted) field.current?.focus();
  }, [wanted]);
  if (!wanted) return null;
  return (
    <form
      className="state failed"
      aria-label="Key"
      onSubmit={(event) => {
        event.preventDefault();
        if (!text.trim()) return;
        giveCredential(text);
        setText("");
      }}
    >
      <p role="alert">
        {refused ? "This key is not valid here: it is wrong, expired or revoked." : "This server asks who you are."} Enter the key
        or token that you were given. It stays in this page until you close or reload it.
      </p>
      <label htmlFor="credential">Key or token</label>{" "}
      <input
        id="credential"
        ref={field}
        type="password"
        autoComplete="current-password"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />{" "}
      <Button className="button" type="submit">
        Continue
      </Button>
    </form>
  );
}
